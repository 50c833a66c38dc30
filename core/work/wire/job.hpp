#pragma once

#include "core/base/id.hpp"
#include "core/base/json_text.hpp"
#include "core/file/file_reader.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace baton::core::work {

enum class JobKind {
    inspect,  ///< one file in; `body` is its info
    process,  ///< a submission; `body` is the action's result object, `files` the results
    operate,  ///< an interactive call; `body` is its reply
};

/// A file that goes into a job; the worker is handed a descriptor of its bytes.
struct JobInput {
    std::string key;
    std::string content_type;
    std::string filename;
    file::FilePtr reader;
    boost::json::object info;
    std::string made_from = {};  ///< a kept file: key of the upload it was made from, and no key of its own
};

/// A file that comes out of a job; sealed by the worker, hashed by the pool.
struct JobOutput {
    std::string content_type;
    std::string filename;
    file::FilePtr reader;
};

/// Whose a job is and what is known of its cost: what the queue goes by. Workers do not hear of it.
struct JobShare {
    std::uint32_t owner = 0;  ///< the API key, as access::Owner
    Id session{};             ///< nil: nobody's; such jobs are one session, which no budget ends
    std::uint64_t weight =
        0;  ///< pixels of its files, as far as somebody has looked at them, and what its data stand for
};

/// One piece of work for one action.
struct Job {
    JobKind kind = JobKind::process;
    std::string action;
    std::string format;           ///< process, operate: the session's
    std::string operation;        ///< operate
    boost::json::object options;  ///< validated, defaults filled in
    JsonText data;                ///< process: the page's data; operate: the arguments object
    JsonText submitted;           ///< operate: the data that completed the session
    bool backend = false;         ///< operate: called with an API key
    std::vector<JobInput> files;
    std::string log_id;  ///< the request's id, for the log only
    JobShare share = {};
    bool goes_on = false;  ///< process: a run before this one has done a part; workers do not hear of it
};

/// A file that an action wants kept beside an upload.
struct JobKept {
    std::string of;  ///< key of one of the job's files
    JobOutput file;
    boost::json::object info;
};

/// Puts a file that one run of a job kept among the files of the next, as baton::KeptFile says, in place of the one
/// before.
void add_kept(Job& job, JobKept kept);

struct JobReply {
    boost::json::object body;
    std::vector<JobOutput> files;
    std::vector<JobKept> keep;
};

}  // namespace baton::core::work
