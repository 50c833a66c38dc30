#pragma once

#include "core/base/error.hpp"
#include "core/base/json_text.hpp"
#include "core/file/file_store.hpp"
#include "core/processing/job_ground.hpp"
#include "core/session/service.hpp"
#include "core/work/wire/jobs.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace baton::core::processing {

/// Which operation of a session's action is called, and with what.
struct OperationCall {
    std::string operation;
    JsonText arguments;    ///< an object
    std::string log_id;    ///< the request's id
    bool backend = false;  ///< called with an API key
};

/// What a call came to.
struct OperationReply {
    boost::json::object body;
    work::JobOutput file;  ///< without a reader if there is none; counts as the session's while somebody holds it
    std::vector<work::JobKept> keep;
};

/// Interactive calls of an action, by the phone and by the backend.
class OperationCalls {
public:
    static constexpr std::size_t arguments_limit = 64 * 1024;

    OperationCalls(session::Service& sessions, file::FileStore& files, work::Jobs& jobs)
        : sessions_(sessions), files_(files), jobs_(jobs) {}

    /// The arguments that a body of at most `arguments_limit` bytes gives; none is an empty object.
    /// Errors: malformed_json.
    static result<JsonText> parse_arguments(std::shared_ptr<const std::string> body);

    /// Changes nothing: what is to be kept is in the reply. The operation sees `session`, those of its files that it is
    /// given (baton::CallFiles; no others are fetched) and the data that it retained. Errors: conflict (a file is being
    /// replaced), session_expired, those of work::Jobs::run, session_quota_exceeded, storage_full.
    task<OperationReply> call(const session::Session& session, JobGround ground, OperationCall call);

    /// Keeps each file beside its upload; not, and without an error, if that has changed since `session`, whose files
    /// the operation had. Errors: processing_failed (`session` has no such upload), session_quota_exceeded,
    /// storage_full, session_expired, session_completed.
    // decision 0078
    task<> keep(const session::Session& session, std::vector<work::JobKept> files);

private:
    /// The files that the call is given.
    task<std::vector<work::JobInput>> inputs_of(const session::Session& session, const action::ActionDescriptor& action,
                                                const OperationCall& call);
    task<> keep_one(const session::Session& session, work::JobKept kept);

    session::Service& sessions_;
    file::FileStore& files_;
    work::Jobs& jobs_;
};

}  // namespace baton::core::processing
