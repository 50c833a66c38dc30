#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace baton::core::observe {

/// Lines on their way to a descriptor that perhaps nobody reads: a thread of the queue's own writes them, and whoever
/// has one never waits for it. What does not fit is dropped and counted, and so is what the descriptor refuses.
// decision 0049
class LineQueue {
public:
    /// The line that stands where so many are missing; empty: nothing is said.
    using Notice = std::function<std::string(std::uint64_t dropped)>;

    /// Up to `capacity` bytes wait, and as many may be in the thread's hand. The descriptor must stay open.
    LineQueue(int descriptor, std::size_t capacity, Notice notice);
    /// Does not wait: what was pushed is still written if the process lives long enough.
    ~LineQueue();
    LineQueue(const LineQueue&) = delete;
    LineQueue& operator=(const LineQueue&) = delete;

    /// One or more whole lines, each with its end. Any thread.
    void push(std::string_view lines) noexcept;

    /// Waits until everything is written. Gives up when nothing moved for half a second, or after two seconds in all:
    /// then the answer is false. Any thread.
    bool flush();

private:
    class Writer;
    std::shared_ptr<Writer> writer_;
};

}  // namespace baton::core::observe
