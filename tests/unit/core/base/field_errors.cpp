#include "core/base/field_errors.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace baton::core;

TEST_CASE("the first errors are named, the others counted") {
    FieldErrors errors;
    CHECK(errors.empty());
    for (int i = 0; i < 90'000; ++i) errors.add({"/" + std::to_string(i), "unknown", "no " + std::to_string(i)});
    errors.count(3);
    CHECK(errors.full());
    const Problem all = errors.take();
    CHECK(all.code == errc::invalid_field);
    CHECK(all.detail == "no 0");
    CHECK(all.errors.size() == FieldErrors::most);
    CHECK(all.errors.back().pointer == "/49");
    CHECK(all.more_errors == 90'000 - 50 + 3);
}

TEST_CASE("an unknown field is named as far as it helps") {
    CHECK(unknown_field("/x", "x").detail == "unknown field 'x'");
    const Problem wrong = unknown_field_problem("/long", std::string(100'000, 'x'));
    CHECK(wrong.code == errc::invalid_field);
    CHECK(wrong.detail.size() == std::string_view{"unknown field ''"}.size() + 64);
    CHECK(wrong.errors.at(0).code == "unknown");
}
