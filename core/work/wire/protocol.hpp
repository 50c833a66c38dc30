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
    bool log_coloured = false;
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
};

std::string encode_job(std::uint64_t id, const Job& job);
result<JobRequest> decode_job(std::string_view text);

/// Worker → server: the job's end. The outputs' bytes are the message's descriptors, in the same order.
struct OutputNote {
    std::string content_type;
    std::string filename;
};
/// A file to be kept; its bytes come behind those of the outputs.
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
using JobAnswer = std::variant<JobDone, JobFailed>;

std::string encode_answer(const JobAnswer& answer);
result<JobAnswer> decode_answer(std::string_view text);

/// What a plugin's refusal becomes for the server's callers.
Problem to_problem(const Error& error);

}  // namespace baton::core::work
