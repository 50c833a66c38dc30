#include "core/observe/request_id.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <cstdint>
#include <random>

namespace baton::core::observe {

namespace {

bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
           c == '-';
}

}  // namespace

std::string request_id(std::string_view from_client) {
    if (!from_client.empty() && from_client.size() <= 64 &&
        std::all_of(from_client.begin(), from_client.end(), is_plain)) {
        return std::string{from_client};
    }
    static std::atomic<std::uint64_t> next{(std::uint64_t{std::random_device{}()} << 32) | 0x10000000u};
    std::array<char, 17> text{};
    const auto end =
        std::to_chars(text.data(), text.data() + text.size(), next.fetch_add(1, std::memory_order_relaxed), 16).ptr;
    return {text.data(), end};
}

}  // namespace baton::core::observe
