#include "core/page/locale.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace baton::core::page;

namespace {

const std::vector<std::string> shipped{"ar", "de", "en", "es", "fr"};

Language choose(std::string_view locale, std::string_view accept) {
    return choose_language(locale, accept, shipped);
}

}  // namespace

TEST_CASE("the session's locale wins, and its region stays in lang") {
    CHECK(choose("de", "fr").tag == "de");
    CHECK(choose("de-CH", "fr").tag == "de");
    CHECK(choose("de-CH", "fr").lang == "de-CH");
    CHECK(choose("DE", "fr").tag == "de");
    CHECK(choose("ar-EG", "").right_to_left);
}

TEST_CASE("a locale nobody speaks falls back to the browser's") {
    CHECK(choose("pt", "fr").lang == "fr");
    CHECK(choose("pt", "").lang == "en");
}

TEST_CASE("Accept-Language by quality, then by order") {
    CHECK(choose("", "fr;q=0.5, es;q=0.9").tag == "es");
    CHECK(choose("", "de, fr").tag == "de");
    CHECK(choose("", "pt-BR, fr-CA;q=0.8, en;q=0.9").tag == "en");
    CHECK(choose("", "fr-CH").tag == "fr");
    CHECK(choose("", "de;q=0, es;q=0.1").tag == "es");
    CHECK(choose("", "*").tag == "en");
    CHECK(choose("", "").tag == "en");
}

TEST_CASE("nonsense in Accept-Language is not an error") {
    for (const char* field : {";;;", ",,,", "de;q=x", "q=1", ";q=1", "-"}) {
        CAPTURE(field);
        CHECK(choose("", field).tag == "en");
    }
}
