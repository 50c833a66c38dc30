#include "core/work/wire/job_messages.hpp"

#include "core/base/json_reader.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace baton::core;
using namespace baton::core::work;

TEST_CASE("a job survives its journey") {
    Job job;
    job.kind = JobKind::operate;
    job.action = "scan";
    job.operation = "detect";
    job.options = {{"a", 1}};
    job.data = JsonText{R"({"page": "p1"})"};
    job.submitted = JsonText{R"({"pages":2})"};
    job.backend = true;
    job.files.push_back({"p1", "image/png", "Foto ä.png", nullptr, {{"width", 3}}});
    job.files.push_back({"", "text/plain", "", nullptr, {}, "p1"});
    const auto request = decode_job(encode_job(17, job)).value();
    CHECK(request.id == 17);
    CHECK(request.kind == JobKind::operate);
    CHECK(request.action == "scan");
    CHECK(request.operation == "detect");
    CHECK(request.options == job.options);
    CHECK(request.data == boost::json::value{{"page", "p1"}});
    CHECK(request.submitted == boost::json::value{{"pages", 2}});
    CHECK(request.backend);
    REQUIRE(request.files.size() == 2);
    CHECK(request.files[0].made_from.empty());
    CHECK(request.files[1].key.empty());
    CHECK(request.files[1].made_from == "p1");
    CHECK(request.files[0].filename == "Foto ä.png");
    CHECK(request.files[0].info.at("width") == 3);
}

TEST_CASE("a job says how heavy its unknown files may be") {
    CHECK(decode_job(encode_job(1, {})).value().weight_limit == 0);
    CHECK(decode_job(encode_job(1, {}, 25)).value().weight_limit == 25);
}

TEST_CASE("a job's data may be as deep as JSON from outside") {
    const std::string deep = std::string(json_depth, '[') + std::string(json_depth, ']');
    REQUIRE(check_json(deep, "").has_value());
    Job job;
    job.data = JsonText{deep};
    CHECK(decode_job(encode_job(1, job)).has_value());
}

TEST_CASE("each kind of job has a name of its own") {
    for (const auto kind : {JobKind::inspect, JobKind::process, JobKind::operate}) {
        Job job;
        job.kind = kind;
        CHECK(decode_job(encode_job(1, job)).value().kind == kind);
    }
}

TEST_CASE("the answer to a need survives its journey and is read strictly") {
    for (const bool granted : {true, false}) CHECK(decode_room(encode_room({granted})).value().granted == granted);
    for (const char* text : {"", "{}", R"({"granted":1})", R"({"granted":true,"more":1})"}) {
        CAPTURE(text);
        CHECK(decode_room(text).has_error());
    }
}
