#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace baton::core::work {

/// Cuts what a worker writes to its standard error into lines, and bounds them: a line to `max_line` bytes, and what is
/// passed on in `window` to so many lines and bytes; the others are counted. Pure.
class VoiceLines {
public:
    using Time = std::chrono::steady_clock::time_point;

    static constexpr std::size_t max_line = 2048;
    static constexpr std::size_t max_lines = 200;
    static constexpr std::size_t max_bytes = 64 * 1024;
    static constexpr std::chrono::seconds window{10};

    /// The complete lines in what was there before and `bytes`, without their ends; empty ones are left out.
    std::vector<std::string> add(std::string_view bytes, Time now);

    /// The line that was begun and will have no end; empty if there is none.
    std::string rest() { return std::exchange(line_, {}); }

    /// How many lines were left out since this was asked.
    std::uint64_t take_dropped() { return std::exchange(dropped_, 0); }

private:
    bool fits(Time now);

    std::string line_;
    Time begun_{};
    std::size_t lines_ = 0;
    std::size_t bytes_ = 0;
    std::uint64_t dropped_ = 0;
};

}  // namespace baton::core::work
