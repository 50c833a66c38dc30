#include "core/work/wire/answer_messages.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <random>
#include <string>
#include <variant>
#include <vector>

using namespace baton::core;
using namespace baton::core::work;

TEST_CASE("what an answer needs survives its journey") {
    constexpr std::uint64_t id = UINT64_MAX - 1;  // any 64 bits name a job
    const auto answer = decode_answer(encode_answer(JobNeeds{id, {5, 0, 1ull << 40}, 70'000})).value();
    const auto& needs = std::get<JobNeeds>(answer);
    CHECK(needs.id == id);
    CHECK(needs.files == std::vector<std::uint64_t>{5, 0, 1ull << 40});
    CHECK(needs.text == 70'000);
    for (const char* text :
         {R"({"type":"needs","id":1,"files":[-1],"text":0})", R"({"type":"needs","id":1,"files":["5"],"text":0})",
          R"({"type":"needs","id":1,"files":[1.5],"text":0})", R"({"type":"needs","id":1,"files":[],"text":2097153})",
          R"({"type":"needs","id":1,"files":[]})"}) {
        CAPTURE(text);
        CHECK(decode_answer(text).has_error());
    }
}

TEST_CASE("an answer says how heavy the unknown files are") {
    const auto heavy = decode_answer(encode_answer(JobHeavy{3, 26})).value();
    REQUIRE(std::holds_alternative<JobHeavy>(heavy));
    CHECK(std::get<JobHeavy>(heavy).id == 3);
    CHECK(std::get<JobHeavy>(heavy).weight == 26);
    CHECK_FALSE(decode_answer(encode_answer(JobHeavy{3, 0})).has_value());
    CHECK_FALSE(decode_answer(encode_answer(JobHeavy{3, UINT64_MAX})).has_value());
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
