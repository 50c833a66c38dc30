#include <baton/media/decimal.hpp>

#include <doctest/doctest.h>

#include <string>

namespace baton::media {
namespace {

std::string decimal(double number, int digits) {
    std::string text;
    append_decimal(text, number, digits);
    return text;
}

TEST_CASE("numbers are as short as they can be") {
    CHECK(decimal(12, 2) == "12");
    CHECK(decimal(12.5, 2) == "12.5");
    CHECK(decimal(12.345, 1) == "12.3");
    CHECK(decimal(0.05, 2) == "0.05");
    CHECK(decimal(-0.5, 3) == "-0.5");
    CHECK(decimal(1e11, 0) == "100000000000");
    CHECK(decimal(123456.789012, 6) == "123456.789012");
}

TEST_CASE("what rounds to nothing is 0, without a sign") {
    CHECK(decimal(-0.004, 2) == "0");
    CHECK(decimal(0.004, 2) == "0");
    CHECK(decimal(-0.0, 2) == "0");
}

TEST_CASE("rounding carries") {
    CHECK(decimal(0.999, 2) == "1");
    CHECK(decimal(-9.996, 2) == "-10");
}

}  // namespace
}  // namespace baton::media
