#include "services/signal/requests.hpp"

#include "core/base/json_reader.hpp"
#include "core/base/utf8.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <utility>

namespace baton::services::signal::requests {

using namespace core;
namespace json = boost::json;

namespace {

constexpr std::int64_t largest_page = (std::int64_t{1} << 53) - 1;
constexpr std::int64_t largest_limit = 1000;
constexpr std::int64_t usual_limit = 100;

Literal literal(std::string_view text) {
    // Boost's short escapes: half of what is said here are line ends.
    return json::serialize(json::string_view{text.data(), text.size()});
}

/// A body is an object; what its members are called and how deep unknown ones are is all that is asked of them.
result<json::object> read_object(std::string_view body) {
    boost::system::error_code error;
    auto value = json::parse(json::string_view{body.data(), body.size()}, error, {}, {.max_depth = json_depth});
    if (error || !value.is_object()) return problem(errc::malformed_json, "The body must be a JSON object");
    return std::move(value.get_object());
}

/// A string member; nothing: it is not there, or null or empty, which is the same. Errors: invalid_field.
result<std::optional<std::string_view>> member(const json::object& object, std::string_view name) {
    const json::value* value = object.if_contains(json::string_view{name.data(), name.size()});
    if (value == nullptr || value->is_null()) return std::optional<std::string_view>{};
    if (!value->is_string()) return wrong(name);
    const auto& text = value->get_string();
    if (text.empty()) return std::optional<std::string_view>{};
    return std::optional{std::string_view{text.data(), text.size()}};
}

/// The same of at most so many bytes, as a literal.
result<std::optional<Literal>> text_member(const json::object& object, std::string_view name, std::size_t most_bytes) {
    const auto text = member(object, name);
    if (!text) return text.error();
    if (!*text) return std::optional<Literal>{};
    if ((*text)->size() > most_bytes) return wrong(name);
    return std::optional{literal(**text)};
}

result<Poll> read_code_and_side(const json::object& object) {
    const auto code = member(object, "code");
    if (!code || !*code) return wrong("code");
    const auto side = member(object, "side");
    if (!side || !*side || (**side != "offerer" && **side != "answerer")) return wrong("side");
    return Poll{std::string{**code}, **side == "offerer" ? Side::offerer : Side::answerer};
}

/// As far as it is a number; nothing: it does not begin with one.
std::optional<std::int64_t> leading_number(std::string_view text, std::int64_t largest) {
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) text.remove_prefix(1);
    if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
    std::int64_t value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') break;
        value = std::min(value * 10 + (c - '0'), largest);
    }
    return negative ? -value : value;
}

/// Escapes as far as they are some: what stands behind a number does not matter, not even whether it can be read.
std::string decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = text[i] == '%' ? http::percent_decode(text.substr(i, 3), true) : std::nullopt;
        if (byte) i += 2;
        out += byte ? byte->front() : text[i] == '+' ? ' ' : text[i];
    }
    return out;
}

/// Of the first parameter of that name.
std::optional<std::string> query_value(std::string_view query, std::string_view name) {
    while (!query.empty()) {
        const auto pair = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(pair.size() + 1, query.size()));
        const auto key = pair.substr(0, pair.find('='));
        if (decoded(key) == name) return decoded(pair.substr(std::min(key.size() + 1, pair.size())));
    }
    return std::nullopt;
}

std::int64_t clamped(const http::Request& request, std::string_view name, std::int64_t usual, std::int64_t largest) {
    const auto text = query_value(request.query, name);
    const auto number = text ? leading_number(*text, largest_page) : std::nullopt;
    return std::clamp(number.value_or(usual), std::int64_t{1}, largest);
}

}  // namespace

Problem wrong(std::string_view name) {
    return problem(errc::invalid_field, "Missing or invalid required parameter: " + std::string{name});
}

result<std::string> origin_of(const http::Request& request) {
    const auto count = std::ranges::count(request.fields, http::FieldName::origin, &http::Request::Field::id);
    const auto origin = request.header(http::FieldName::origin);
    if (count != 1 || origin.empty() || origin.size() > most_origin_bytes) return wrong("Origin");
    return std::string{origin};
}

result<std::string> topic_of(std::string_view segment) {
    auto topic = http::percent_decode(segment, false);
    if (!topic) return wrong("topic");
    const auto points = count_code_points(*topic);
    if (!points || *points == 0 || *points > most_topic_points) return wrong("topic");
    return std::move(*topic);
}

result<Offer> read_offer(std::string_view body) {
    const auto object = read_object(body);
    if (!object) return object.error();
    const auto info = member(*object, "info");
    if (!info || !*info || count_code_points(**info).value_or(SIZE_MAX) > most_info_points) return wrong("info");
    auto offer = text_member(*object, "offer", most_offer_bytes);
    if (!offer) return offer.error();
    if (!*offer) return wrong("offer");
    return Offer{{}, {}, literal(**info), std::move(**offer)};
}

result<Answer> read_answer(std::string_view body) {
    const auto object = read_object(body);
    if (!object) return object.error();
    auto who = read_code_and_side(*object);
    if (!who) return who.error();
    auto answer = text_member(*object, "answer", most_offer_bytes);
    if (!answer) return answer.error();
    auto candidate = text_member(*object, "candidate", most_candidate_bytes);
    if (!candidate) return candidate.error();
    if (!*answer && !*candidate) return wrong("answer");
    if (*answer && *candidate) return wrong("candidate");
    return Answer{std::move(who->code), who->side, std::move(*answer), std::move(*candidate)};
}

result<Poll> read_poll(std::string_view body) {
    const auto object = read_object(body);
    if (!object) return object.error();
    return read_code_and_side(*object);
}

Page page_of(const http::Request& request) {
    return {clamped(request, "page", 1, largest_page), clamped(request, "limit", usual_limit, largest_limit)};
}

}  // namespace baton::services::signal::requests
