#pragma once

#include "core/base/error.hpp"
#include "core/plugin/plugin_file.hpp"
#include "core/work/wire/job.hpp"

#include <baton/result.hpp>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// What the messages between server and worker say. Every `decode_…` is strict and answers errc::internal with one
/// sentence; the server treats such an answer as a broken worker.
namespace baton::core::work {

/// Server → worker, once, before anything else.
struct Setup {
    std::vector<plugin::PluginFile> plugins;
    bool assets = false;  ///< send the plugins' page assets too
    std::uint64_t address_space = 0;
    std::uint64_t session_bytes = 0;  ///< no file that it makes can be of use if it is larger
    std::chrono::milliseconds deadline{0};
    std::string log_level;
};

std::string encode_setup(const Setup& setup);
result<Setup> decode_setup(std::string_view text);

/// Worker → server while it loads: `Loading` before each plugin, so that a crash in it has a name; then `Registered`
/// (with the assets as the only file, if it was asked for them and there are any) or `Refused`; `Ready` at the end.
struct Loading {
    std::string plugin;
};
struct Registered {
    std::string plugin;
    boost::json::object registration;  ///< see action::parse_descriptor
};
struct Refused {
    std::string plugin;  ///< empty: the worker itself could not be set up
    std::string detail;
    std::optional<std::string> setting;  ///< pointer to what the plugin refused; nothing: not for its settings
};
struct Ready {};
using LoadReport = std::variant<Loading, Registered, Refused, Ready>;

std::string encode_load_report(const LoadReport& report);
result<LoadReport> decode_load_report(std::string_view text);

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

/// Server → worker: what was needed. With `granted` the message's files are memfds of exactly these sizes, to be filled
/// and sealed: one for each output, and behind them the one of the text if that was asked for.
struct Room {
    bool granted = false;
};

std::string encode_room(const Room& room);
result<Room> decode_room(std::string_view text);

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
