#include "core/work/wire/setup_messages.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <variant>

using namespace baton::core;
using namespace baton::core::work;

TEST_CASE("load reports survive their journey") {
    CHECK(std::get<Loading>(decode_load_report(encode_load_report(Loading{"a"})).value()).plugin == "a");
    CHECK(std::get<Registered>(decode_load_report(encode_load_report(Registered{"a", {{"x", 1}}})).value())
              .registration.at("x") == 1);
    const auto refused = decode_load_report(encode_load_report(Refused{"a", "why", "/max"})).value();
    CHECK(std::get<Refused>(refused).detail == "why");
    CHECK(std::get<Refused>(refused).setting == "/max");
    const auto broken = decode_load_report(encode_load_report(Refused{"a", "why", std::nullopt})).value();
    CHECK_FALSE(std::get<Refused>(broken).setting.has_value());
    CHECK(std::holds_alternative<Ready>(decode_load_report(encode_load_report(Ready{})).value()));
}

TEST_CASE("what a worker says while it loads is read strictly") {
    for (const char* text :
         {"{}", R"({"type":"loading"})", R"({"type":"nonsense","plugin":"a"})",
          R"({"type":"registered","plugin":"a","registration":"x"})", R"({"type":"ready","plugin":"a"})"}) {
        CAPTURE(text);
        CHECK(decode_load_report(text).has_error());
    }
}
