#include "core/base/base64_stream.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>

using baton::core::Base64Stream;

namespace {

/// Decodes in pieces of `step` characters; nothing if it is refused.
std::optional<std::string> decode(std::string_view text, std::size_t step) {
    Base64Stream stream;
    std::vector<std::byte> bytes;
    for (std::size_t at = 0; at < text.size(); at += step) {
        if (!stream.write(text.substr(at, step), bytes)) return std::nullopt;
    }
    if (!stream.finish()) return std::nullopt;
    return std::string{reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

TEST_CASE("both alphabets, padded or not, in pieces of any size") {
    for (std::size_t step : {1u, 2u, 3u, 5u, 100u}) {
        CAPTURE(step);
        CHECK(decode("", step) == "");
        CHECK(decode("Zg==", step) == "f");
        CHECK(decode("Zg", step) == "f");
        CHECK(decode("Zm8=", step) == "fo");
        CHECK(decode("Zm9vYmFy", step) == "foobar");
        CHECK(decode("-_-_", step) == "\xFB\xFF\xBF");
        CHECK(decode("+/+/", step) == "\xFB\xFF\xBF");
        CHECK(decode("Zm9v\r\nYmFy\n", step) == "foobar");
        CHECK(decode("Zg==\n", step) == "f");
    }
}

TEST_CASE("what is not base64 is refused") {
    for (const char* text :
         {"Z", "Zm9vY", "Zg=", "Zg===", "=", "Z===", "Zg==Zg==", "Zm9v=", "Zm 9v", "Zm9v!", "\xC3\xBC"}) {
        CAPTURE(text);
        CHECK_FALSE(decode(text, 3).has_value());
    }
}
