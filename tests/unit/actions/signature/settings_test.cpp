#include "actions/signature/settings.hpp"

#include <doctest/doctest.h>

namespace baton::signature {
namespace {

TEST_CASE("without settings the defaults hold") {
    const auto settings = read_settings({});
    REQUIRE(settings.has_value());
    CHECK(settings->max_pixels == 100'000'000);
}

TEST_CASE("settings are taken") {
    const auto settings = read_settings({{"max_pixels", 12'000'000}});
    REQUIRE(settings.has_value());
    CHECK(settings->max_pixels == 12'000'000);
}

TEST_CASE("unknown keys and bad values are refused with a pointer") {
    const auto pointer = [](const boost::json::object& object) { return read_settings(object).error().pointer; };
    CHECK(pointer({{"max_pixel", 1}}) == "/max_pixel");
    CHECK(pointer({{"max_pixels", 0}}) == "/max_pixels");
    CHECK(pointer({{"max_pixels", "many"}}) == "/max_pixels");
}

}  // namespace
}  // namespace baton::signature
