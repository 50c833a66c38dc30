#include "media/src/pdf/words.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <string>

namespace baton::media::pdf {
namespace {

std::string content_of(const PdfWord& word) {
    std::string content;
    append_words(content, std::array{word});
    return content;
}

TEST_CASE("a word is stretched to its place") {
    CHECK(content_of({"ab", 10, 20, 40, 20, 10}) ==
          "BT 3 Tr\n/F 10.000 Tf 300.000 Tz 1.00000 0.00000 -0.00000 1.00000 10.000 20.000 Tm <00610062> Tj\nET\n");
}

TEST_CASE("what is smaller than 2 pt or stretched more than tenfold is no word") {
    const std::string nothing = "BT 3 Tr\nET\n";
    CHECK(content_of({"ab", 10, 20, 12, 20, 2}) != nothing);
    CHECK(content_of({"ab", 10, 20, 12, 20, 1.99}) == nothing);
    CHECK(content_of({"ab", 10, 20, 12, 20, 0}) == nothing);
    CHECK(content_of({"a", 0, 0, 50, 0, 10}) != nothing);
    CHECK(content_of({"a", 0, 0, 50.1, 0, 10}) == nothing);
    CHECK(content_of({"a", 5, 0, 5, 0, 10}) == nothing);
    CHECK(content_of({"", 0, 0, 50, 0, 10}) == nothing);
}

}  // namespace
}  // namespace baton::media::pdf
