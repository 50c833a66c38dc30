// What the signal service reads of strangers: a line for its path, query and Origin, and behind it a body. What is
// taken is kept and sent to others, so what they get must be JSON that says the same.
#include "core/base/utf8.hpp"
#include "services/signal/answers.hpp"
#include "services/signal/requests.hpp"
#include "tests/fuzz/harness.hpp"

#include <boost/json/parse.hpp>

using namespace baton;
using namespace baton::services::signal;
using fuzz::expect;

namespace {

/// The text that a literal stands for.
std::string read_back(const Literal& literal) {
    boost::system::error_code error;
    const auto value = boost::json::parse(literal, error);
    expect(!error && value.is_string(), "a literal is a JSON string");
    const auto& text = value.get_string();
    expect(core::count_code_points({text.data(), text.size()}).has_value(), "of UTF-8");
    return {text.data(), text.size()};
}

void expect_json(const std::string& text) {
    boost::system::error_code error;
    expect(boost::json::parse(text, error).is_object() && !error, "an answer is a JSON object");
}

void read_line(std::string_view line) {
    if (const auto topic = requests::topic_of(line)) {
        const auto points = core::count_code_points(*topic);
        expect(points && *points >= 1 && *points <= requests::most_topic_points, "a topic has its length");
        expect(topic->find('\0') == std::string::npos, "and no NUL");
        expect_json(answers::topics({{{*topic, 1}}, 1}, {}));
    }
    core::http::Request request;
    request.query = line;
    request.fields = {{core::http::FieldName::origin, "Origin", line}};
    const auto page = requests::page_of(request);
    expect(page.page >= 1 && page.limit >= 1 && page.limit <= 1000 && page.offset() >= 0, "a page that can be had");
    if (const auto origin = requests::origin_of(request)) expect(*origin == line, "an origin is taken as it is");
}

void read_body(std::string_view body) {
    if (const auto offer = requests::read_offer(body)) {
        const auto info = core::count_code_points(read_back(offer->info));
        expect(info && *info >= 1 && *info <= requests::most_info_points, "info has its length");
        const auto size = read_back(offer->offer).size();
        expect(size >= 1 && size <= requests::most_offer_bytes, "an offer has its size");
        expect_json(answers::session({"c", offer->info, offer->offer, {offer->info}, 1, 2}));
    }
    if (const auto answer = requests::read_answer(body)) {
        expect(answer->answer.has_value() != answer->candidate.has_value(), "an answer or a candidate");
        const auto& text = answer->answer ? *answer->answer : *answer->candidate;
        expect(!read_back(text).empty(), "which is not empty");
        expect_json(answers::poll({text, {text, text}}, answer->side));
    }
    if (const auto poll = requests::read_poll(body)) expect(!poll->code.empty(), "a code");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    auto text = fuzz::text_of(data, size);
    read_line(fuzz::take_line(text));
    read_body(text);
    return 0;
}
