#include "tests/fuzz/harness.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <random>

namespace baton::fuzz {

void expect(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "== INVARIANT BROKEN: %s\n", what);
    std::abort();
}

Pieces cut(std::string_view text) {
    std::minstd_rand random{static_cast<unsigned>(hash(text))};
    const std::size_t longest = std::size_t{1} << (1 + random() % 14);
    Pieces pieces;
    while (!text.empty()) {
        const std::size_t size = std::min<std::size_t>(text.size(), 1 + random() % longest);
        pieces.push_back(text.substr(0, size));
        text.remove_prefix(size);
    }
    return pieces;
}

Pieces bytewise(std::string_view text) {
    Pieces pieces;
    for (std::size_t i = 0; i < text.size(); ++i) pieces.push_back(text.substr(i, 1));
    return pieces;
}

std::string_view take_line(std::string_view& text) {
    const auto end = text.find('\n');
    const auto line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    return line;
}

std::uint64_t hash(std::string_view text) {
    std::uint64_t value = 0xcbf29ce484222325;  // FNV-1a
    for (const char c : text) value = (value ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    return value;
}

}  // namespace baton::fuzz
