#include "core/work/pool/worker_process.hpp"

#include "core/base/run_on.hpp"
#include "core/work/wire/packet_socket.hpp"

#include <boost/asio/as_tuple.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <iterator>
#include <utility>

namespace baton::core::work {

namespace asio = boost::asio;

namespace {

/// For a process that closed its channel to be gone; it should be ending already.
constexpr std::chrono::milliseconds last_breath{200};

/// Its reading and its writing end, close-on-exec. Errors: internal (no descriptors).
result<std::pair<file::Fd, file::Fd>> make_pipe() {
    int ends[2] = {-1, -1};
    if (::pipe2(ends, O_CLOEXEC) != 0) return problem(errc::internal, std::string{"pipe: "} + std::strerror(errno));
    return std::pair{file::Fd{ends[0]}, file::Fd{ends[1]}};
}

}  // namespace

WorkerProcess::Deadline::Deadline(WorkerProcess& worker, std::chrono::milliseconds time) : worker_(worker) {
    const auto number = ++worker.deadline_number_;
    worker.deadline_.expires_after(time);
    worker.deadline_.async_wait([weak = worker.weak_from_this(), number](boost::system::error_code error) {
        const auto self = weak.lock();
        if (error || !self || self->deadline_number_ != number) return;
        self->timed_out_ = true;
        self->kill();
    });
}

WorkerProcess::Deadline::~Deadline() {
    ++worker_.deadline_number_;
    worker_.deadline_.cancel();
}

WorkerProcess::WorkerProcess(asio::any_io_executor strand, asio::any_io_executor helper)
    : strand_(std::move(strand)),
      helper_(std::move(helper)),
      exit_watch_(strand_),
      ended_(strand_, asio::steady_timer::time_point::max()),
      deadline_(strand_) {}

task<void> WorkerProcess::start(std::filesystem::path executable) {
    const auto self = shared_from_this();
    auto ends = make_socket_pair();
    if (!ends) {
        lost_ = true;
        co_return ends.error();
    }
    auto pipe = make_pipe();
    if (!pipe) {
        lost_ = true;
        co_return pipe.error();
    }
    auto spawn = [executable, channel = std::move(ends->second), voice = std::move(pipe->second)]() mutable {
        return Child::spawn(executable, std::move(channel), std::move(voice));
    };
    auto child = co_await run_on(helper_, std::move(spawn));
    if (!child) {
        lost_ = true;
        co_return child.error();
    }
    channel_.emplace(strand_, helper_, std::move(ends->first));
    child_.emplace(std::move(*child));
    voice_ = std::make_shared<WorkerVoice>(strand_, std::move(pipe->first), child_->pid());
    voice_->listen();
    watch_exit();
    if (lost_) child_->kill();  // asked for while it was being started
    co_return result<void>{};
}

void WorkerProcess::watch_exit() {
    exit_watch_.assign(child_->take_pidfd().release());
    exit_watch_.async_wait(asio::posix::stream_descriptor::wait_read,
                           [weak = weak_from_this()](boost::system::error_code error) {
                               const auto self = weak.lock();
                               if (!error && self) self->exited();
                           });
}

void WorkerProcess::exited() {
    lost_ = true;
    exit_ = child_->reap();
    voice_->finish();
    exit_watch_.close();
    ended_.cancel();
    if (on_exit_) on_exit_();
}

void WorkerProcess::settle() {
    own_files_ = child_->open_files();
}

result<void> WorkerProcess::check_idle() {
    if (auto quiet = channel_->check_quiet(); !quiet) return quiet;
    if (!own_files_) return {};
    const auto now = child_->open_files();
    // A process whose first thread has ended shows nothing of what the others hold.
    if (!now) return problem(errc::internal, "hides what it holds");
    std::vector<std::string> more;
    std::ranges::set_difference(*now, *own_files_, std::back_inserter(more));
    // One may be that of an answer that it has just sent and not yet closed.
    if (more.size() > 1) return problem(errc::internal, "kept files of a job that is over");
    return {};
}

void WorkerProcess::kill() {
    lost_ = true;
    if (child_) child_->kill();
}

std::optional<std::chrono::nanoseconds> WorkerProcess::cpu_time() const {
    // Once it has been reaped its number may be another's.
    if (!child_ || exit_) return std::nullopt;
    clockid_t clock{};
    timespec time{};
    if (::clock_getcpuclockid(child_->pid(), &clock) != 0 || ::clock_gettime(clock, &time) != 0) return std::nullopt;
    return std::chrono::seconds{time.tv_sec} + std::chrono::nanoseconds{time.tv_nsec};
}

asio::awaitable<void> WorkerProcess::ended() {
    if (!child_ || exit_) co_return;
    co_await ended_.async_wait(asio::as_tuple(asio::use_awaitable));
}

asio::awaitable<std::string> WorkerProcess::lose(Problem why) {
    const auto self = shared_from_this();
    lost_ = true;
    if (!child_) co_return why.detail;
    // A closed channel is only the consequence of how the process ended; anything else is the reason itself.
    const bool gone = channel_->gone();
    if (!gone) child_->kill();
    channel_->close();
    {
        const Deadline deadline{*this, last_breath};
        co_await ended();
    }
    if (!gone) co_return why.detail;
    co_return exit_ ? exit_->text() : why.detail;
}

asio::awaitable<void> WorkerProcess::finish(std::chrono::milliseconds grace) {
    const auto self = shared_from_this();
    lost_ = true;
    if (!child_) co_return;
    channel_->close();
    const Deadline deadline{*this, grace};
    co_await ended();
}

}  // namespace baton::core::work
