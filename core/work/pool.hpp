#pragma once

#include "core/error.hpp"
#include "core/plugin/descriptor.hpp"
#include "core/work/job.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/json/object.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace baton::core::work {

/// A plugin that passed the checks which need no dlopen.
struct PluginFile {
    std::string id;
    std::string version;
    std::filesystem::path library;
    boost::json::object settings;  ///< the operator's, from PLUGIN_CONFIG
};

struct PoolSettings {
    std::filesystem::path executable;  ///< started as `executable worker`
    unsigned workers = 2;
    std::size_t queue_per_worker = 64;
    std::chrono::milliseconds deadline{30'000};           ///< per job, wall clock, from its start in a worker
    std::uint64_t address_space = 1536ull * 1024 * 1024;  ///< RLIMIT_AS, 0: unlimited (sanitizer builds)
    std::string log_level = "info";
    std::vector<PluginFile> plugins;
};

/// The worker processes and the queue before them. All members may be called from any thread.
class Pool {
public:
    Pool(boost::asio::any_io_executor executor, PoolSettings settings);
    ~Pool();
    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;

    /// Starts the workers and returns what their plugins registered, in the order of `settings.plugins`.
    /// Errors: internal, with one line that names the plugin and what is wrong with it.
    task<std::vector<plugin::ActionDescriptor>> start();

    /// Runs a job in a worker and resumes on the caller's executor.
    /// Errors: what the plugin answered (invalid_field or bad_request, forbidden, unsupported_media, payload_too_large,
    /// processing_failed); processing_failed also when the worker crashed, hung or hit a limit; overloaded when the
    /// queue is full; shutting_down.
    task<JobReply> run(Job job);

    /// Jobs queued or running.
    std::size_t pending() const;

    /// Lets idle workers shut down in good order and kills the rest.
    boost::asio::awaitable<void> stop();

private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace baton::core::work
