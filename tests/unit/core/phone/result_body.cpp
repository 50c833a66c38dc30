#include "core/phone/result_body.hpp"

#include "core/store/memory/file_store.hpp"
#include "tests/unit/core/http/pieces.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <doctest/doctest.h>

#include <optional>

using namespace baton::core;
using namespace baton::core::phone;

namespace {

struct Read {
    std::optional<Problem> problem;
    std::vector<std::pair<std::string, std::size_t>> items;  ///< name and size
};

Read read(const std::string& text, std::size_t step, std::uint64_t quota = 1000, bool in_time = true) {
    store::memory::MemoryFileStore files{quota, 10 * quota};
    const auto session = new_id();
    http::Pieces body{text, step};
    Read out;
    boost::asio::io_context context;
    boost::asio::co_spawn(
        context,
        [&]() -> boost::asio::awaitable<void> {
            auto items = co_await read_result_body(
                body, [&] { return files.begin({0, session}); },
                [&]() -> result<> { return in_time ? result<>{} : problem(errc::session_expired); });
            if (!items) {
                out.problem = items.error();
                co_return;
            }
            for (auto& item : *items) out.items.emplace_back(item.filename, (*co_await item.writer->seal())->size());
        },
        [](std::exception_ptr failure) {
            if (failure) std::rethrow_exception(failure);
        });
    context.run();
    CHECK(files.usage() == 0);
    return out;
}

}  // namespace

TEST_CASE("items in pieces of any size, fields in any order") {
    const std::string text =
        R"( {"items":[{"content_type":"image/png","filename":"a.png","data":"Zm9vYmFy"},{"data":"Zg==","filename":null}]} )";
    for (std::size_t step : {1u, 2u, 7u, 1000u}) {
        CAPTURE(step);
        const auto out = read(text, step);
        REQUIRE_FALSE(out.problem.has_value());
        REQUIRE(out.items.size() == 2);
        CHECK(out.items[0] == std::pair<std::string, std::size_t>{"a.png", 6});
        CHECK(out.items[1] == std::pair<std::string, std::size_t>{"", 1});
    }
}

TEST_CASE("every wrong shape is refused at its place") {
    const std::pair<const char*, const char*> cases[] = {
        {R"([])", ""},
        {R"("x")", ""},
        {R"(5)", ""},
        {R"({"items":5})", "/items"},
        {R"({"items":[5]})", "/items"},
        {R"({"items":["x"]})", "/items"},
        {R"({"items":[[]]})", "/items"},
        {R"({"items":[{"data":5}]})", "/items/0/data"},
        {R"({"items":[{"data":null}]})", "/items/0/data"},
        {R"({"items":[{"data":{}}]})", "/items/0/data"},
        {R"({"items":[{"filename":true,"data":"Zg"}]})", "/items/0/filename"},
        {R"({"items":[{"data":"Zg"},{"filename":"x"}]})", "/items/1/data"},
        {R"({"items":[{"data":"Zg","more":1}]})", "/items/0/more"},
        {R"({"items":[{"data":"Zg","data":"Zg"}]})", "/items/0/data"},
        {R"({"items":[{"data":"Zg"}],"more":1})", "/more"},
        {R"({"items":[{"data":"Z!"}]})", "/items/0/data"},
        {R"({"items":[{"data":"Z"}]})", "/items/0/data"},
        {R"({"items":[]})", "/items"},
        {R"({})", "/items"},
    };
    for (const auto& [text, pointer] : cases) {
        for (std::size_t step : {1u, 100u}) {
            CAPTURE(text);
            const auto out = read(text, step);
            REQUIRE(out.problem.has_value());
            CHECK(out.problem->code == errc::invalid_field);
            CHECK(out.problem->errors.front().pointer == pointer);
        }
    }
}

TEST_CASE("what is not JSON is malformed") {
    for (const char* text :
         {"", "{", R"({"items":[{"data":"Zg)", R"({"items":[]}x)", "nope", R"({"items":[{"data":"Zg"},]})"}) {
        CAPTURE(text);
        const auto out = read(text, 3);
        REQUIRE(out.problem.has_value());
        CHECK(out.problem->code == errc::malformed_json);
    }
}

TEST_CASE("the quota and the end of the session stop it in the middle") {
    const std::string text = R"({"items":[{"data":")" + std::string(4000, 'A') + R"("}]})";
    CHECK(read(text, 64, 1000).problem->code == errc::session_quota_exceeded);
    CHECK(read(text, 64, 10000, false).problem->code == errc::session_expired);
}

TEST_CASE("too many items are refused, long names are cut") {
    std::string many = R"({"items":[)";
    for (int i = 0; i < 51; ++i) many += R"({"data":"Zg"},)";
    many.back() = ']';
    CHECK(read(many + "}", 100).problem->errors.front().code == "too_many");
    const auto named = read(R"({"items":[{"filename":")" + std::string(5000, 'x') + R"(","data":"Zg"}]})", 10);
    CHECK(named.items.front().first.size() == 1024);
}

TEST_CASE("an escape that two large pieces share does not overrun the parser's buffer") {
    const std::string start = std::string(5000, ' ') + R"({"items":[{"data":"Zg==","filename":"\u20a)";
    const std::string text = start + "c" + std::string(9000, 'x') + R"("}]})";
    const auto out = read(text, start.size());
    REQUIRE(out.items.size() == 1);
    CHECK(out.items[0].first == "\u20ac" + std::string(1021, 'x'));
}
