// Base64 as it streams in, against a decoder that sees the whole text at once.
#include "core/base/base64_stream.hpp"
#include "tests/fuzz/harness.hpp"

#include <optional>

using namespace baton;
using fuzz::expect;

namespace {

using Bytes = std::vector<std::byte>;

std::optional<Bytes> stream(const fuzz::Pieces& pieces) {
    core::Base64Stream decoder;
    Bytes out;
    for (const auto piece : pieces) {
        if (!decoder.write(piece, out)) return std::nullopt;
    }
    if (!decoder.finish()) return std::nullopt;
    return out;
}

int value_of(char c) {
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    if (c == '+' || c == '-') return 62;
    return c == '/' || c == '_' ? 63 : -1;
}

std::optional<Bytes> reference(std::string_view text) {
    std::string plain;
    for (const char c : text) {
        if (c != '\r' && c != '\n') plain += c;
    }
    const auto letters = plain.substr(0, plain.find('='));
    const auto padding = plain.substr(letters.size());
    if (padding.find_first_not_of('=') != std::string::npos || padding.size() > 2) return std::nullopt;
    if (letters.size() % 4 == 1 || (!padding.empty() && plain.size() % 4 != 0)) return std::nullopt;
    Bytes out;
    unsigned bits = 0;
    unsigned count = 0;
    for (const char c : letters) {
        if (value_of(c) < 0) return std::nullopt;
        bits = bits << 6 | static_cast<unsigned>(value_of(c));
        count += 6;
        if (count < 8) continue;
        count -= 8;
        out.push_back(static_cast<std::byte>(bits >> count & 0xFF));
    }
    return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text_of(data, size);
    const auto whole = stream({text});
    expect(whole == reference(text), "what the reference decodes");
    expect(stream(fuzz::cut(text)) == whole, "the same bytes however the text is cut");
    expect(stream(fuzz::bytewise(text)) == whole, "the same bytes one by one");
    if (whole) expect(whole->size() <= size / 4 * 3 + 3, "no more than three quarters");
    return 0;
}
