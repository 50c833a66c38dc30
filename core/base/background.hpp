#pragma once

#include "core/base/error.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

namespace baton::core::background {

/// How a coroutine that nobody awaits went wrong.
struct Failure {
    std::string_view name;              ///< of the coroutine
    std::string_view what;              ///< the exception's or problem's text: for the log, not for clients
    std::uint64_t in_a_row = 0;         ///< 1 for the first after a success
    std::chrono::milliseconds pause{};  ///< before it begins anew; 0: it does not
};

/// Told of each failure, on the thread where it happened. Must not throw.
using Report = std::function<void(const Failure&)>;

/// The pauses before what failed begins anew: they double from the first to the longest, and are short again when it
/// went well, or ran for longer than the longest pause.
struct Pauses {
    std::chrono::milliseconds first{100};
    std::chrono::milliseconds longest{30'000};
    /// Instead of a timer and its clock, for tests.
    std::function<boost::asio::awaitable<void>(std::chrono::milliseconds)> wait;
    std::function<std::chrono::steady_clock::time_point()> now = std::chrono::steady_clock::now;
};

struct Counters {
    std::uint64_t running = 0;
    std::uint64_t started = 0;
    std::uint64_t failures = 0;
    std::uint64_t restarts = 0;
};

/// Coroutines that run beside whoever started them: each has a name (a literal), none dies unheard, and the end of
/// their owner waits for theirs. Not for what has a caller: that is awaited. Copes with an owner that is destroyed
/// before its coroutines are (they go with their `io_context`). All members may be called from any thread; each
/// executor must run one thing at a time.
// decision 0039
class Group {
public:
    using Work = std::function<task<>()>;

    explicit Group(Report report, Pauses pauses = {});
    ~Group();
    Group(const Group&) = delete;
    Group& operator=(const Group&) = delete;

    /// Runs to its own end; an exception is reported.
    void run(boost::asio::any_io_executor executor, std::string_view name, boost::asio::awaitable<void> work);

    /// Runs until it returns without error; an error or exception is reported, and the work begun anew after a pause.
    /// The owner makes it return, by closing what it waits for.
    void keep(boost::asio::any_io_executor executor, std::string_view name, Work work);

    /// Does the work now and again, `interval` after it was done, until `stop`. Work that is under way then comes to
    /// its own end. An error or exception is reported; the next try comes after a pause, if that is longer.
    void repeat(boost::asio::any_io_executor executor, std::string_view name, std::chrono::milliseconds interval,
                Work work);

    /// Nothing is begun anew any more, and pauses end. What is under way may find closed what it works on: its error is
    /// not reported, an exception is.
    void stop();

    /// Waits until nothing runs. Not for a coroutine of the group.
    boost::asio::awaitable<void> join();
    /// The same, at most for `limit`. Returns whether nothing runs.
    boost::asio::awaitable<bool> join(std::chrono::milliseconds limit);

    Counters counters() const;

private:
    struct State;
    struct Entry;
    std::shared_ptr<State> state_;
};

}  // namespace baton::core::background
