#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace baton::core {

/// Base64 as it arrives in pieces: the standard and the URL-safe alphabet (RFC 4648 §4, §5), padded or not, line breaks
/// (CR, LF) skipped.
class Base64Stream {
public:
    /// Appends what `text` decodes to. False: a character that is not base64, or something after the padding.
    bool write(std::string_view text, std::vector<std::byte>& out);
    /// Whether the text may end here.
    bool finish() const;

private:
    std::uint32_t bits_ = 0;
    unsigned count_ = 0;  ///< characters of the current group of four
    unsigned padding_ = 0;
};

}  // namespace baton::core
