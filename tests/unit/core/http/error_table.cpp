#include "core/http/error_table.hpp"

#include "core/http/response.hpp"

#include <boost/json/parse.hpp>

#include <doctest/doctest.h>

#include <new>
#include <set>
#include <stdexcept>
#include <string>

using namespace baton::core;

TEST_CASE("every code has a row of its own") {
    std::set<std::string_view> types;
    for (int code = 0; code <= static_cast<int>(errc::uncertain); ++code) {
        const auto& row = http::error_row(static_cast<errc>(code));
        CAPTURE(row.type);
        CHECK(static_cast<int>(row.code) == code);
        CHECK(row.status >= 400);
        CHECK(row.status < 600);
        CHECK_FALSE(row.text.empty());
        CHECK(types.insert(row.type).second);
        CHECK_FALSE(http::reason_phrase(row.status) == "<unknown-status>");
    }
}

TEST_CASE("a problem carries the members of RFC 9457 and `error`") {
    http::Request request;
    request.id = "abc";
    const auto response = http::problem_response(field_problem("/options/x~1y", "unknown", "unknown option"), request);
    CHECK(response.status == 400);
    const auto body = boost::json::parse(response.body).as_object();
    CHECK(body.at("type") == "urn:baton:error:invalid_field");
    CHECK(body.at("status") == 400);
    CHECK(body.at("instance") == "urn:baton:request:abc");
    CHECK(body.at("error") == "unknown option");
    CHECK(body.at("errors").at(0).at("pointer") == "/options/x~1y");
}

TEST_CASE("an answer names fifty wrong fields, says how many more there are, and cuts what is long") {
    http::Request request;
    Problem wrong{errc::invalid_field, std::string(100'000, 'd'), {}, {}};
    for (int i = 0; i < 60; ++i)
        wrong.errors.push_back({std::string(100'000, 'p'), "unknown", std::string(100'000, 'e')});
    wrong.more_errors = 7;
    const auto response = http::problem_response(wrong, request);
    CHECK(response.body.size() < 80'000);
    const auto body = boost::json::parse(response.body).as_object();
    CHECK(body.at("errors").as_array().size() == 50);
    CHECK(body.at("more_errors") == 17);
    CHECK(body.at("detail").as_string().size() == 1000);
    CHECK(body.at("errors").at(49).at("pointer").as_string().size() == 256);
    CHECK_FALSE(boost::json::parse(http::problem_response(field_problem("/a", "type", "b"), request).body)
                    .as_object()
                    .contains("more_errors"));
}

TEST_CASE("an exception is a fault of ours, unless memory ran out: that passes by itself") {
    CHECK(problem_of(std::runtime_error("x")).code == errc::internal);
    CHECK(problem_of(std::bad_alloc()).code == errc::overloaded);
    CHECK(problem_of(std::bad_array_new_length()).code == errc::overloaded);
}

TEST_CASE("what passes by itself says when to try again") {
    http::Request request;
    for (const errc code : {errc::overloaded, errc::storage_full, errc::unavailable, errc::uncertain}) {
        const auto response = http::problem_response(problem(code, "host db-7"), request);
        CHECK(response.status == 503);
        CHECK(response.headers.find("Retry-After: 5\r\n") != std::string::npos);
        CHECK(response.body.find("db-7") == std::string::npos);
    }
}

TEST_CASE("the detail of a fault of ours stays inside") {
    http::Request request;
    request.id = "abc";
    const auto response = http::problem_response(problem(errc::internal, "/etc/secret is missing"), request);
    CHECK(response.status == 500);
    CHECK(response.body.find("secret") == std::string::npos);
}
