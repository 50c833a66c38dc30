#include "core/observe/line_queue.hpp"

#include "core/observe/write_all.hpp"

#include <algorithm>
#include <chrono>
#include <climits>
#include <condition_variable>
#include <csignal>
#include <mutex>
#include <thread>
#include <utility>

namespace baton::core::observe {

using namespace std::chrono_literals;

namespace {

/// Waking the thread costs more than a line does. The first line wakes it, those of the next moment come along.
constexpr auto gather_time = 5ms;
constexpr auto stuck_after = 500ms;
constexpr auto longest_flush = 2s;
/// Not torn by what other processes write into the same pipe.
constexpr std::size_t undivided = PIPE_BUF;

std::uint64_t lines_in(std::string_view text) {
    return static_cast<std::uint64_t>(std::ranges::count(text, '\n'));
}

/// As many whole lines as one write takes undivided, but at least one.
std::string_view first_lines(std::string_view text) {
    if (text.size() <= undivided) return text;
    auto end = text.rfind('\n', undivided - 1);
    if (end == std::string_view::npos) end = text.find('\n', undivided);
    return text.substr(0, end == std::string_view::npos ? text.size() : end + 1);
}

}  // namespace

/// What the queue and its thread share. It belongs to both: a thread in a write that does not return cannot be joined.
class LineQueue::Writer {
public:
    Writer(int descriptor, std::size_t capacity, Notice notice)
        : descriptor_(descriptor), capacity_(capacity), notice_(std::move(notice)) {
        waiting_.reserve(capacity);
        batch_.reserve(capacity);
    }

    void push(std::string_view lines) noexcept {
        {
            const std::lock_guard lock{mutex_};
            // After the first that is missing all are, until the notice has its place.
            if (dropped_ > 0 || waiting_.size() + lines.size() > capacity_) {
                dropped_ += lines_in(lines);
            } else {
                waiting_.append(lines);  // never allocates: no exception may leave the mutex locked in a dying process
            }
            if (!std::exchange(asleep_, false)) return;
        }
        wake_.notify_one();
    }

    bool flush() {
        std::unique_lock lock{mutex_};
        const auto latest = std::chrono::steady_clock::now() + longest_flush;
        ++flushing_;
        wake_.notify_one();
        for (bool moved = true; moved && busy();) {
            const auto until = std::min(latest, std::chrono::steady_clock::now() + stuck_after);
            moved = moved_.wait_until(lock, until, [&, seen = pieces_] { return !busy() || pieces_ != seen; });
        }
        --flushing_;
        return !busy();
    }

    void close() {
        const std::lock_guard lock{mutex_};
        closing_ = true;
        wake_.notify_one();
    }

    /// The thread: until the queue is closed and empty.
    void run() {
        std::unique_lock lock{mutex_};
        for (;;) {
            asleep_ = true;
            wake_.wait(lock, [this] { return has_work() || closing_; });
            asleep_ = false;
            if (!has_work()) return;
            wake_.wait_for(lock, gather_time, [this] { return flushing_ > 0 || closing_; });
            batch_.clear();
            batch_.swap(waiting_);
            const auto dropped = std::exchange(dropped_, 0);
            writing_ = true;
            lock.unlock();
            write_out(batch_, dropped);
            lock.lock();
            writing_ = false;
            moved_.notify_all();
        }
    }

private:
    bool has_work() const { return !waiting_.empty() || dropped_ > 0; }
    bool busy() const { return has_work() || writing_; }

    /// `dropped` lines are missing after the text.
    void write_out(std::string_view text, std::uint64_t dropped) {
        while (!text.empty()) {
            const auto piece = first_lines(text);
            text.remove_prefix(piece.size());
            if (complete()) {
                put(piece);
            } else {
                lost_ += lines_in(piece);
            }
            const std::lock_guard lock{mutex_};
            ++pieces_;
            if (flushing_ > 0) moved_.notify_all();
        }
        lost_ += dropped;
        (void)complete();
    }

    /// Before the next line: the end of one that was cut off, and how many are missing. False if that cannot be
    /// written.
    bool complete() {
        if (!put_rest()) return false;
        if (lost_ == 0) return true;
        rest_ = notice_(std::exchange(lost_, 0));
        return put_rest();
    }

    bool put_rest() {
        rest_.erase(0, write_all(descriptor_, rest_));
        return rest_.empty();
    }

    void put(std::string_view lines) {
        const auto written = write_all(descriptor_, lines);
        auto left = lines.substr(written);
        if (left.empty()) return;
        if (written > 0 && lines[written - 1] != '\n') {
            rest_ = left.substr(0, left.find('\n') + 1);
            left.remove_prefix(rest_.size());
        }
        lost_ += lines_in(left);
    }

    const int descriptor_;
    const std::size_t capacity_;
    const Notice notice_;

    std::mutex mutex_;
    std::condition_variable wake_;   ///< the thread
    std::condition_variable moved_;  ///< who waits in `flush`
    std::string waiting_;
    std::uint64_t dropped_ = 0;  ///< after `waiting_`
    std::uint64_t pieces_ = 0;   ///< tried so far
    unsigned flushing_ = 0;
    bool asleep_ = false;  ///< and has to be woken
    bool writing_ = false;
    bool closing_ = false;

    // The thread's own.
    std::string batch_;
    std::string rest_;        ///< of a line of which a part was written
    std::uint64_t lost_ = 0;  ///< lines that the descriptor refused, or that are missing here
};

LineQueue::LineQueue(int descriptor, std::size_t capacity, Notice notice)
    : writer_(std::make_shared<Writer>(descriptor, capacity, std::move(notice))) {
    // Signals are for the other threads. A blocked SIGPIPE or SIGXFSZ only is an error of the write.
    sigset_t all;
    sigset_t before;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before);
    std::thread{[writer = writer_] { writer->run(); }}.detach();
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

LineQueue::~LineQueue() {
    writer_->close();
}

void LineQueue::push(std::string_view lines) noexcept {
    writer_->push(lines);
}

bool LineQueue::flush() {
    return writer_->flush();
}

}  // namespace baton::core::observe
