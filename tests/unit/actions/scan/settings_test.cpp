#include "actions/scan/settings.hpp"

#include <doctest/doctest.h>

namespace baton::scan {
namespace {

TEST_CASE("without settings the defaults hold") {
    const auto settings = read_settings({});
    REQUIRE(settings.has_value());
    CHECK(settings->max_pages == 50);
    CHECK(settings->upload_max_bytes == 20'971'520);
    CHECK(settings->max_pixels == 100'000'000);
}

TEST_CASE("settings are taken") {
    const auto settings = read_settings({{"max_pages", 200}, {"upload_max_bytes", 1}, {"max_pixels", 12'000'000}});
    REQUIRE(settings.has_value());
    CHECK(settings->max_pages == 200);
    CHECK(settings->upload_max_bytes == 1);
    CHECK(settings->max_pixels == 12'000'000);
}

TEST_CASE("languages may be elsewhere, in a directory that is there") {
    CHECK(read_settings({})->tessdata_dir.empty());
    CHECK(read_settings({{"tessdata_dir", "/"}})->tessdata_dir == "/");
    CHECK(read_settings({{"tessdata_dir", "/there/is/none"}}).error().pointer == "/tessdata_dir");
    CHECK(read_settings({{"tessdata_dir", 5}}).error().pointer == "/tessdata_dir");
}

TEST_CASE("what is unknown or out of range is refused by its pointer") {
    CHECK(read_settings({{"pages", 1}}).error().pointer == "/pages");
    CHECK(read_settings({{"max_pages", 0}}).error().pointer == "/max_pages");
    CHECK(read_settings({{"max_pages", 201}}).error().detail == "setting 'max_pages' must be an integer from 1 to 200");
    CHECK(read_settings({{"max_pages", "9"}}).has_error());
    CHECK(read_settings({{"upload_max_bytes", 1.5}}).has_error());
    CHECK(read_settings({{"max_pixels", -1}}).has_error());
}

}  // namespace
}  // namespace baton::scan
