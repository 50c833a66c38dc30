#pragma once

#include "core/base/error.hpp"
#include "core/work/wire/job.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// What the server says to a worker that has loaded. Every `decode_…` is strict and answers errc::internal with one
/// sentence; the server treats such an answer as a broken worker.
namespace baton::core::work {

/// Server → worker: one job. Its files' bytes are the message's descriptors, in the same order.
struct FileNote {
    std::string key;
    std::string content_type;
    std::string filename;
    boost::json::object info;
    std::string made_from;
};
struct JobRequest {
    std::uint64_t id = 0;
    JobKind kind = JobKind::process;
    std::string action;
    std::string format;
    std::string operation;
    boost::json::object options;
    boost::json::value data;
    boost::json::value submitted;
    bool backend = false;
    std::vector<FileNote> files;
    std::uint64_t weight_limit =
        0;  ///< if the files that have no `info` yet weigh more: answer JobHeavy at once; 0: none
};

std::string encode_job(std::uint64_t id, const Job& job, std::uint64_t weight_limit = 0);
result<JobRequest> decode_job(std::string_view text);

/// Server → worker: what was needed. With `granted` the message's files are memfds of exactly these sizes, to be filled
/// and sealed: one for each output, and behind them the one of the text if that was asked for.
struct Room {
    bool granted = false;
};

std::string encode_room(const Room& room);
result<Room> decode_room(std::string_view text);

}  // namespace baton::core::work
