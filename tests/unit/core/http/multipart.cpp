#include "core/http/multipart.hpp"

#include "tests/unit/core/http/pieces.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <doctest/doctest.h>

#include <map>

using namespace baton::core;
using namespace baton::core::http;

namespace {

using Event = MultipartParser::Event;

/// Everything a parser says of a body that comes in these pieces: "[name]content/" per part, then "." or the error.
std::string told(std::span<const std::string_view> pieces, MultipartLimits limits = {}) {
    MultipartParser parser{"AaB", limits};
    std::string out;
    for (const auto piece : pieces) {
        parser.feed(std::as_bytes(std::span{piece}));
        for (;;) {
            const auto event = parser.next();
            if (!event) return out + "!" + std::to_string(static_cast<int>(event.error().code));
            if (*event == Event::more) break;
            if (*event == Event::part) out += "[" + parser.head().name + "]";
            if (*event == Event::part_end) out += "/";
            if (*event != Event::content) continue;
            CHECK_FALSE(parser.content().empty());
            out.append(reinterpret_cast<const char*>(parser.content().data()), parser.content().size());
        }
    }
    return out + (parser.finish() ? "." : "?");
}

std::string told(std::string_view body, MultipartLimits limits = {}) {
    return told(std::array{body}, limits);
}

const std::string head_a = "--AaB\r\nContent-Disposition: form-data; name=a\r\n\r\n";
const std::string refused = "!" + std::to_string(static_cast<int>(errc::bad_request));
const std::string too_large = "!" + std::to_string(static_cast<int>(errc::payload_too_large));

}  // namespace

TEST_CASE("parts with their contents") {
    CHECK(
        told(head_a + "one\r\n--AaB\r\nContent-Disposition: form-data; name=b; filename=x\r\n\r\ntwo\r\n--AaB--\r\n") ==
        "[a]one/[b]two/.");
    CHECK(told("before\r\n" + head_a + "\r\n--AaB--after") == "[a]/.");
    CHECK(told(head_a + "--AaB--") == "[a]/.");
    CHECK(told("--AaB--") == ".");
    CHECK(told(head_a + "x\r\n--AaB \t \r\nContent-Disposition: form-data; name=b\r\n\r\n\r\n--AaB--") == "[a]x/[b]/.");
}

TEST_CASE("what only looks like a delimiter is content") {
    for (const std::string content : {"\r", "\r\n", "\r\r\n--Aa", "\r\n--AaBc\r\n", "\r\n--aAB", "-AaB", "--AaBx", "-",
                                      "--Aa", "\n--AaB--", "\r\n\r\n\r\n-", "\r\n--Aa\r\n--AaBB"}) {
        CAPTURE(content);
        CHECK(told(head_a + content + "\r\n--AaB--") == "[a]" + content + "/.");
    }
}

TEST_CASE("broken and unfinished forms") {
    for (const std::string& body : {std::string{}, std::string{"--AaB"}, std::string{"nothing"}, head_a, head_a + "x",
                                    head_a + "x\r\n--AaB", head_a + "x\r\n--AaB-", std::string{"--AaB\r\nX: y\r\n"}}) {
        CAPTURE(body);
        CHECK(told(body).ends_with('?'));
    }
    for (const std::string& body : {std::string{"--AaB\r\n\r\nx"}, std::string{"--AaB-x"}, std::string{"--AaB\rx"},
                                    std::string{"--AaB x"}, head_a + "\r\n--AaB\r\nno name\r\n\r\n"}) {
        CAPTURE(body);
        CHECK(told(body).ends_with(refused));
    }
}

TEST_CASE("every limit, exactly met and exceeded by one") {
    const std::string two = head_a + "12345\r\n" + head_a + "678\r\n--AaB--";
    CHECK(told(two, {.parts = 2, .part_bytes = 5, .content_bytes = 8}) == "[a]12345/[a]678/.");
    CHECK(told(two, {.parts = 1}).ends_with(refused));
    CHECK(told(two, {.part_bytes = 4}).ends_with(too_large));
    CHECK(told(two, {.content_bytes = 7}).ends_with(too_large));
    const std::size_t head = head_a.size() - 7;
    CHECK(told(two, {.head_bytes = head}) == "[a]12345/[a]678/.");
    CHECK(told(two, {.head_bytes = head - 1}).ends_with(refused));
    CHECK(told("--AaB\r\n" + std::string(9000, 'x')).ends_with(refused));
    CHECK(told("12345\r\n" + head_a + "\r\n--AaB--67890", {.surrounding_bytes = 10}) == "[a]/.");
    CHECK(told("12345\r\n" + head_a + "\r\n--AaB--678901", {.surrounding_bytes = 10}).ends_with(too_large));
}

TEST_CASE("the pieces' ends do not matter") {
    const std::string body = "x\r\n" + head_a + "--Aa\r\n--AaBx\r\n-\r\r\n--AaB \r\n" +
                             "Content-Disposition: form-data; name=b\r\nContent-Type: a/b\r\n\r\n--AaB--\r\nrest";
    const std::string whole = told(body);
    CHECK(whole == "[a]--Aa\r\n--AaBx\r\n-\r/[b]/.");
    const std::string_view text = body;
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
        for (std::size_t second = cut; second <= text.size(); ++second) {
            const std::array pieces{text.substr(0, cut), text.substr(cut, second - cut), text.substr(second)};
            REQUIRE(told(pieces) == whole);
        }
    }
    std::vector<std::string_view> bytes;
    for (std::size_t i = 0; i < text.size(); ++i) bytes.push_back(text.substr(i, 1));
    CHECK(told(bytes) == whole);
}

namespace {

class Collect : public PartSink {
public:
    explicit Collect(std::string& to) : to_(to) {}
    task<> append(std::span<const std::byte> bytes) override {
        to_.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        co_return result<>{};
    }
    task<> finish() override {
        to_ += ";";
        co_return result<>{};
    }

private:
    std::string& to_;
};

}  // namespace

TEST_CASE("a request's form goes into the sinks of its parts") {
    std::map<std::string, std::string> fields;
    const auto read = [&](const std::string& type, std::size_t step) {
        fields.clear();
        Pieces body{head_a + "one\r\n" + head_a + "two\r\n--AaB--", step};
        Request request;
        request.fields = {{FieldName::content_type, "Content-Type", type}};
        request.body = &body;
        std::optional<Problem> error;
        boost::asio::io_context context;
        boost::asio::co_spawn(
            context,
            [&]() -> boost::asio::awaitable<void> {
                const auto done =
                    co_await read_form(request, {}, [&](const PartHead& head) -> result<std::unique_ptr<PartSink>> {
                        if (fields[head.name].size() > 5) return field_problem("/a", "repeated", "a is given twice");
                        return std::make_unique<Collect>(fields[head.name]);
                    });
                if (!done) error = done.error();
            },
            [](std::exception_ptr failure) { CHECK_FALSE(failure); });
        context.run();
        return error;
    };
    for (std::size_t step : {1u, 3u, 1000u}) {
        CAPTURE(step);
        CHECK_FALSE(read("multipart/form-data; boundary=AaB", step).has_value());
        CHECK(fields["a"] == "one;two;");
    }
    CHECK(read("text/plain", 7)->code == errc::unsupported_media);
    CHECK(read("multipart/form-data; boundary=x", 7)->code == errc::bad_request);
}
