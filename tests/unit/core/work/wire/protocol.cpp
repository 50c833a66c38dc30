#include "core/work/wire/protocol.hpp"

#include "core/base/json_reader.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <random>
#include <vector>

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

TEST_CASE("what an answer needs survives its journey, and so does what it gets") {
    constexpr std::uint64_t id = UINT64_MAX - 1;  // any 64 bits name a job
    const auto answer = decode_answer(encode_answer(JobNeeds{id, {5, 0, 1ull << 40}, 70'000})).value();
    const auto& needs = std::get<JobNeeds>(answer);
    CHECK(needs.id == id);
    CHECK(needs.files == std::vector<std::uint64_t>{5, 0, 1ull << 40});
    CHECK(needs.text == 70'000);
    for (const bool granted : {true, false}) CHECK(decode_room(encode_room({granted})).value().granted == granted);
    for (const char* text :
         {R"({"type":"needs","id":1,"files":[-1],"text":0})", R"({"type":"needs","id":1,"files":["5"],"text":0})",
          R"({"type":"needs","id":1,"files":[1.5],"text":0})", R"({"type":"needs","id":1,"files":[],"text":2097153})",
          R"({"type":"needs","id":1,"files":[]})"}) {
        CAPTURE(text);
        CHECK(decode_answer(text).has_error());
    }
    for (const char* text : {"", "{}", R"({"granted":1})", R"({"granted":true,"more":1})"}) {
        CAPTURE(text);
        CHECK(decode_room(text).has_error());
    }
}

TEST_CASE("a job says how heavy its unknown files may be, and an answer how heavy they are") {
    CHECK(decode_job(encode_job(1, {})).value().weight_limit == 0);
    CHECK(decode_job(encode_job(1, {}, 25)).value().weight_limit == 25);
    const auto heavy = decode_answer(encode_answer(JobHeavy{3, 26})).value();
    REQUIRE(std::holds_alternative<JobHeavy>(heavy));
    CHECK(std::get<JobHeavy>(heavy).id == 3);
    CHECK(std::get<JobHeavy>(heavy).weight == 26);
    CHECK_FALSE(decode_answer(encode_answer(JobHeavy{3, 0})).has_value());
    CHECK_FALSE(decode_answer(encode_answer(JobHeavy{3, UINT64_MAX})).has_value());
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

TEST_CASE("a plugin's code that is none is a failure") {
    const baton::Error odd{static_cast<baton::errc>(77), "why", ""};
    const auto failed = decode_answer(encode_answer(JobFailed{4, odd})).value();
    CHECK(std::get<JobFailed>(failed).error.code == baton::errc::processing_failed);
}

TEST_CASE("answers survive their journey") {
    const JobDone said{3, {{"x", 1}}, {{"image/png", "a\n.png"}}, {{"p1", {"text/plain", "k"}, {{"mode", "bw"}}}}};
    const auto done = decode_answer(encode_answer(said)).value();
    REQUIRE(std::holds_alternative<JobDone>(done));
    const auto& kept = std::get<JobDone>(done).keep.at(0);
    CHECK(kept.of == "p1");
    CHECK(kept.file.content_type == "text/plain");
    CHECK(kept.info == said.keep[0].info);
    CHECK(std::get<JobDone>(done).files.at(0).filename == "a .png");
    for (const auto code : {baton::errc::invalid_input, baton::errc::forbidden, baton::errc::unsupported_media,
                            baton::errc::too_large, baton::errc::processing_failed}) {
        const auto failed = decode_answer(encode_answer(JobFailed{4, {code, "why", "/options/x"}})).value();
        REQUIRE(std::holds_alternative<JobFailed>(failed));
        CHECK(std::get<JobFailed>(failed).error.code == code);
        CHECK(std::get<JobFailed>(failed).error.pointer == "/options/x");
    }
}

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

TEST_CASE("what a worker says is read strictly") {
    for (
        const char* text : {
            "",
            "null",
            "[]",
            "{}",
            "{\"type\":\"done\"}",
            "\xff\xfe",
            R"({"type":"done","id":-1,"body":{},"files":[],"keep":[]})",
            R"({"type":"done","id":1,"body":[],"files":[],"keep":[]})",
            R"({"type":"done","id":1,"body":{},"files":[1],"keep":[]})",
            R"({"type":"done","id":1,"body":{},"files":[]})",
            R"({"type":"done","id":1,"body":{},"files":[],"keep":[],"more":1})",
            R"({"type":"done","id":1,"body":{},"files":[],"keep":[{"of":"a","info":{}}]})",
            R"({"type":"done","id":1,"body":{},"files":[],"keep":[{"of":"","info":{},"file":{"content_type":"a/b","filename":""}}]})",
            R"({"type":"done","id":1,"body":{},"files":[],"keep":[{"of":"a","info":1,"file":{"content_type":"a/b","filename":""}}]})",
            R"({"type":"done","id":1,"body":{},"files":[],"keep":[{"of":"a","info":{},"file":{"content_type":"a","filename":""}}]})",
            R"({"type":"done","id":1,"body":{},"files":[{"content_type":"text/html\r\nX: y","filename":""}],"keep":[]})",
            R"({"type":"done","id":1,"body":{},"files":[{"content_type":"nonsense","filename":""}],"keep":[]})",
            R"({"type":"done","id":1,"body":{},"files":[{"content_type":"image/png","filename":"a\u0000b"}],"keep":[]})",
            R"({"type":"failed","id":1,"code":"teapot","detail":"","pointer":""})",
            R"({"type":"failed","id":1,"code":"forbidden","detail":7,"pointer":""})",
        }) {
        CAPTURE(text);
        CHECK(decode_answer(text).has_error());
    }
    for (const char* text :
         {"{}", R"({"type":"loading"})", R"({"type":"nonsense","plugin":"a"})",
          R"({"type":"registered","plugin":"a","registration":"x"})", R"({"type":"ready","plugin":"a"})"}) {
        CAPTURE(text);
        CHECK(decode_load_report(text).has_error());
    }
    // Nested too deeply for the stack of a careless parser.
    CHECK(decode_answer(R"({"type":"done","id":1,"body":{"x":)" + std::string(100'000, '[')).has_error());
}

TEST_CASE("mutated answers never break the reader") {
    std::mt19937 random{20240229};
    const auto valid = encode_answer(JobDone{3, {{"x", {1, 2.5, "text", nullptr}}}, {{"image/png", "a.png"}}, {}});
    for (int round = 0; round < 5'000; ++round) {
        auto text = valid;
        for (unsigned changes = 1 + random() % 3; changes > 0; --changes)
            text[random() % text.size()] = static_cast<char>(random());
        const auto answer = decode_answer(text);
        if (answer && std::holds_alternative<JobDone>(*answer)) CHECK(std::get<JobDone>(*answer).files.size() <= 1);
    }
}

TEST_CASE("each refusal of a plugin has its problem") {
    CHECK(to_problem({baton::errc::invalid_input, "d", ""}).code == errc::bad_request);
    CHECK(to_problem({baton::errc::invalid_input, "d", "/data"}).errors.at(0).pointer == "/data");
    CHECK(to_problem({baton::errc::forbidden, "d", ""}).code == errc::forbidden);
    CHECK(to_problem({baton::errc::unsupported_media, "d", ""}).code == errc::unsupported_media);
    CHECK(to_problem({baton::errc::too_large, "d", ""}).code == errc::picture_too_large);
    CHECK(to_problem({baton::errc::processing_failed, "d", ""}).code == errc::processing_failed);
}
