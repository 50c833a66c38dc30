#include "services/signal/answers.hpp"

#include "core/base/json_writer.hpp"

namespace baton::services::signal::answers {

using core::JsonWriter;

namespace {

/// Literals are JSON already.
void append_list(std::string& out, const std::vector<Literal>& literals) {
    out += '[';
    for (const auto& each : literals) {
        if (out.back() != '[') out += ',';
        out += each;
    }
    out += ']';
}

std::size_t size_of(const std::vector<Literal>& literals) {
    std::size_t size = 2;
    for (const auto& each : literals) size += each.size() + 1;
    return size;
}

}  // namespace

std::string version(std::string_view commit) {
    std::string out;
    JsonWriter{out}.begin_object().member("version", commit).end_object();
    return out;
}

std::string health(Millis now) {
    std::string out;
    JsonWriter{out}.begin_object().member("status", "ok").member("timestamp", now).end_object();
    return out;
}

std::string topics(const TopicPage& found, const requests::Page& page) {
    std::string out;
    JsonWriter writer{out};
    writer.begin_object().key("topics").begin_array();
    for (const auto& each : found.topics) {
        writer.begin_object().member("topic", each.topic).member("count", each.sessions).end_object();
    }
    writer.end_array().key("pagination").begin_object();
    writer.member("page", page.page).member("limit", page.limit).member("total", found.total);
    const bool more = page.offset() + std::ssize(found.topics) < found.total;
    writer.key("hasMore").value(more).end_object().end_object();
    return out;
}

std::string session(const Listed& found) {
    std::string out;
    out.reserve(256 + found.info.size() + found.offer.size() + size_of(found.candidates));
    out.append(R"({"code":")").append(found.code).append(R"(","info":)").append(found.info);
    out.append(R"(,"offer":)").append(found.offer).append(R"(,"offerCandidates":)");
    append_list(out, found.candidates);
    out.append(R"(,"createdAt":)").append(std::to_string(found.created_at));
    return out.append(R"(,"expiresAt":)").append(std::to_string(found.expires_at)).append("}");
}

std::string offer(std::string_view code) {
    std::string out;
    JsonWriter{out}.begin_object().member("code", code).end_object();
    return out;
}

std::string success() {
    return R"({"success":true})";
}

std::string poll(const Seen& seen, Side side) {
    const bool offers = side == Side::offerer;
    std::string out;
    out.reserve(64 + (seen.text ? seen.text->size() : 0) + size_of(seen.candidates));
    out.append(offers ? R"({"answer":)" : R"({"offer":)").append(seen.text ? *seen.text : "null");
    out.append(offers ? R"(,"answerCandidates":)" : R"(,"offerCandidates":)");
    append_list(out, seen.candidates);
    return out += '}';
}

}  // namespace baton::services::signal::answers
