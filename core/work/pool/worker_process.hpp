#pragma once

#include "core/base/error.hpp"
#include "core/work/pool/channel.hpp"
#include "core/work/pool/child.hpp"
#include "core/work/pool/worker_voice.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace baton::core::work {

/// One worker as the server sees it: the process, the channel to it and the deadline it works under. It knows nothing
/// of what is said on the channel. Everything runs on one strand.
class WorkerProcess : public std::enable_shared_from_this<WorkerProcess> {
public:
    /// `helper` runs what blocks or computes. Its thread must outlive the process (see `Child::spawn`).
    WorkerProcess(boost::asio::any_io_executor strand, boost::asio::any_io_executor helper);

    /// Errors: internal (cannot be started).
    task<void> start(std::filesystem::path executable);

    /// Call when it has loaded everything: what it holds now is its own, what it holds later belongs to jobs.
    void settle();

    /// Whether the worker is as it should be between two jobs: silent, and without anything of the job before. One that
    /// is not has been taken over. Errors: internal, with the reason.
    result<void> check_idle();

    /// Only after `start`.
    Channel& channel() { return *channel_; }
    const boost::asio::any_io_executor& helper() const { return helper_; }

    /// Kills the process if this is not destroyed in time.
    class Deadline {
    public:
        Deadline(WorkerProcess& worker, std::chrono::milliseconds time);
        ~Deadline();
        Deadline(const Deadline&) = delete;
        Deadline& operator=(const Deadline&) = delete;

    private:
        WorkerProcess& worker_;
    };

    /// While this lives memory that runs out costs this process first. Between jobs it is as dear as the server: it
    /// holds little then, and its loss would help nobody.
    class Expendable {
    public:
        explicit Expendable(WorkerProcess& worker) : worker_(worker) { worker_.set_expendable(true); }
        ~Expendable() { worker_.set_expendable(false); }
        Expendable(const Expendable&) = delete;
        Expendable& operator=(const Expendable&) = delete;

    private:
        WorkerProcess& worker_;
    };

    /// Whether a deadline killed it.
    bool timed_out() const { return timed_out_; }
    /// Whether the process has ended, or is about to and must not be used any more.
    bool lost() const { return lost_; }
    /// How the process ended, as in `lose`; empty while it runs.
    std::string ending() const { return exit_ ? exit_->text() : std::string{}; }

    /// After the channel failed with `why`: sees to it that the process ends, and says how it did, as the end of a
    /// sentence: "was killed by signal 11 (Segmentation fault)".
    boost::asio::awaitable<std::string> lose(Problem why);

    /// Closes the channel, which asks the process to end, and kills it if it has not ended after `grace`.
    boost::asio::awaitable<void> finish(std::chrono::milliseconds grace);

    void kill();

    /// What the kernel has counted for the process and its threads; nothing before its start and after its end.
    std::optional<std::chrono::nanoseconds> cpu_time() const;

    /// Called on the strand when the process has ended, whatever the reason.
    void on_exit(std::function<void()> callback) { on_exit_ = std::move(callback); }

private:
    void set_expendable(bool expendable) {
        if (child_) child_->set_expendable(expendable);
    }
    void watch_exit();
    void exited();
    boost::asio::awaitable<void> ended();

    boost::asio::any_io_executor strand_;
    boost::asio::any_io_executor helper_;
    std::optional<Channel> channel_;
    std::optional<Child> child_;
    std::shared_ptr<WorkerVoice> voice_;
    std::optional<std::vector<std::string>> own_files_;
    boost::asio::posix::stream_descriptor exit_watch_;
    boost::asio::steady_timer ended_;  ///< never expires; cancelled when the process has been reaped
    boost::asio::steady_timer deadline_;
    std::uint64_t deadline_number_ = 0;  ///< tells a deadline that fires late from the current one
    bool timed_out_ = false;
    bool lost_ = false;
    std::optional<Exit> exit_;
    std::function<void()> on_exit_;
};

}  // namespace baton::core::work
