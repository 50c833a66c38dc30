#pragma once

#include "core/base/error.hpp"

#include <baton/result.hpp>

#include <boost/json/object.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// What a worker says of a job. Every `decode_…` is strict and answers errc::internal with one
/// sentence; the server treats such an answer as a broken worker.
namespace baton::core::work {

/// The most that the header of `Inspector::inspect` promises to carry of one file, as JSON.
inline constexpr std::size_t max_info = 16 * 1024;
/// The most text that an answer may have: the server holds it as a tree, many times its size.
inline constexpr std::size_t max_answer = 2 * 1024 * 1024;

/// Worker → server, at most once in a job and only then: what the answer will need memory for that the two share. A
/// worker can make no such memory itself, so that the server knows how much of it there is.
// decision 0013
struct JobNeeds {
    std::uint64_t id = 0;
    std::vector<std::uint64_t> files;  ///< bytes of each output, those to be kept behind the others
    std::uint64_t text = 0;            ///< bytes of the answer's text if it is too long for a packet, else 0
};

/// Worker → server: the job's end. The outputs' bytes are in the room that was granted, in the same order.
struct OutputNote {
    std::string content_type;
    std::string filename;
};
/// A file to be kept; its bytes lie behind those of the outputs.
struct KeptNote {
    std::string of;
    OutputNote file;
    boost::json::object info;
};
struct JobDone {
    std::uint64_t id = 0;
    boost::json::object body;
    std::vector<OutputNote> files;
    std::vector<KeptNote> keep;
};
struct JobFailed {
    std::uint64_t id = 0;
    Error error;
};
/// The job was not begun: it is heavier than `JobRequest::weight_limit`.
struct JobHeavy {
    std::uint64_t id = 0;
    std::uint64_t weight = 0;  ///< baton::Inspector::weigh of those files
};
using JobAnswer = std::variant<JobDone, JobFailed, JobNeeds, JobHeavy>;

std::string encode_answer(const JobAnswer& answer);
result<JobAnswer> decode_answer(std::string_view text);

/// What a plugin's refusal becomes for the server's callers.
Problem to_problem(const Error& error);

}  // namespace baton::core::work
