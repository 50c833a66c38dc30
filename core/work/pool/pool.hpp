#pragma once

#include "core/action/descriptor.hpp"
#include "core/base/error.hpp"
#include "core/plugin/plugin_file.hpp"
#include "core/work/wire/jobs.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace baton::core::work {

struct PoolSettings {
    std::filesystem::path executable;  ///< started as `executable worker`
    unsigned workers = 2;
    std::size_t queue_per_worker = 64;
    std::uint64_t jobs_per_worker = 0;           ///< a worker is replaced after so many; 0: it is not
    std::chrono::seconds session_cpu{0};         ///< see CpuBudget; 0: no session is held up
    std::chrono::milliseconds deadline{30'000};  ///< per job, wall clock, from its start in a worker; see time_limit
    std::chrono::milliseconds start_deadline{10'000};     ///< for a worker to load all plugins
    std::uint64_t address_space = 1536ull * 1024 * 1024;  ///< RLIMIT_AS, 0: unlimited (sanitizer builds)
    std::uint64_t session_bytes = 512ull * 1024 * 1024;   ///< a session's quota: no job may make more
    std::string log_level = "info";
    std::vector<plugin::PluginFile> plugins;

    /// What a job may hand back: not more than a session holds, nor than it can have in its own memory.
    std::uint64_t output_bytes() const {
        return address_space == 0 ? session_bytes : std::min(session_bytes, address_space);
    }
};

/// The worker processes and the queue before them. All members may be called from any thread.
///
/// `stop` it before it is destroyed, and destroy it before the contexts whose executors it was given or called from.
class Pool : public Jobs {
public:
    Pool(boost::asio::any_io_executor executor, PoolSettings settings);
    ~Pool() override;
    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;

    /// Starts the workers and returns what their plugins registered, in the order of `settings.plugins`, as soon as the
    /// first worker is ready. Call once; it cannot be cancelled, but `stop` ends it.
    /// Errors: internal, with one line that names the plugin and what is wrong with it; `errors` has the pointer of a
    /// setting that the plugin refused, "" for all of them, and is empty if anything else is wrong.
    task<std::vector<action::ActionDescriptor>> start();

    /// Runs a job in a worker. The caller's executor must run one thing at a time. A caller that is cancelled or
    /// destroyed gives its job up: a queued one is dropped, the outcome of a running one too.
    task<JobReply> run(Job job) override;

    /// Jobs queued or running.
    std::size_t pending() const;

    /// Jobs that wait end with shutting_down, and so do those that come, unless they go on with what a worker has
    /// begun. Running ones are finished.
    // decision 0043
    void refuse_waiting();

    /// Lets idle workers shut down in good order, for at most 500 ms, and kills the rest. Jobs queued or running end
    /// with shutting_down. Returns when no worker is left.
    boost::asio::awaitable<void> stop();

private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace baton::core::work
