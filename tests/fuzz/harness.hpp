#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What every fuzz target uses. Each file beside this one is a target: it turns any input into calls of one part of
/// Baton and asserts what must hold for all inputs.
// decision 0011
namespace baton::fuzz {

/// Ends the run as a finding if an invariant does not hold.
void expect(bool holds, const char* what);

using Pieces = std::vector<std::string_view>;

/// `text` as it might arrive: in pieces cut where its own bytes say, so that the same input is always cut the same way.
Pieces cut(std::string_view text);
/// Byte by byte.
Pieces bytewise(std::string_view text);

/// The same bytes in other clothes.
inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}
inline std::span<const std::byte> bytes_of(std::string_view text) {
    return std::as_bytes(std::span{text});
}

/// Takes the first line off; its end (LF) is dropped.
std::string_view take_line(std::string_view& text);

/// A number that depends on every byte.
std::uint64_t hash(std::string_view text);

}  // namespace baton::fuzz
