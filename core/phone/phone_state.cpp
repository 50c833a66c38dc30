#include "core/phone/phone_state.hpp"

#include "core/action/options_schema.hpp"
#include "core/base/json_text.hpp"
#include "core/base/timestamp.hpp"
#include "core/http/spliced_body.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <memory>
#include <utility>

namespace baton::core::phone {

namespace json = boost::json;

namespace {
constexpr std::size_t draft_limit = 512 * 1024;

json::value text_or_null(const std::string& text) {
    // Parentheses: braces would make an array of it.
    return text.empty() ? json::value(nullptr) : json::value(text);
}

/// The state around the draft, whose text is sent as it was kept: it was checked when it came.
http::Response state_response(const json::object& before, session::AnnexText draft, const std::string& return_url) {
    std::string text = json::serialize(before);
    text.back() = ',';
    text += "\"draft\":";
    const std::string after = ",\"return_url\":" + json::serialize(text_or_null(return_url)) + "}";
    if (!draft) return http::json_text_response(200, text + "null" + after);
    auto response = http::json_text_response(200, "");
    response.pieces = std::make_unique<http::SplicedBody>(std::move(text), std::move(draft), after);
    return response;
}

std::string_view to_string(access::Claim::Standing standing) {
    switch (standing) {
        case access::Claim::Standing::none:
            return "none";
        case access::Claim::Standing::mine:
            return "this";
        case access::Claim::Standing::other:
            break;
    }
    return "other";
}

}  // namespace

json::object upload_json(const session::Upload& upload) {
    const session::File& file = upload.file;
    return {{"key", file.key},
            {"size", file.size},
            {"sha256", file.sha256},
            {"content_type", file.content_type},
            {"info", file.info}};
}

void PhoneState::add_routes(http::Router& router) {
    using http::Verb;
    guard_.add(router, {.method = Verb::get, .path = "state", .stage = Stage::any, .phones = Phones::any},
               [this](Visit& v) { return state(v); });
    guard_.add(
        router,
        {.method = Verb::post, .path = "start", .stage = Stage::unfinished, .phones = Phones::any, .body = Body::empty},
        [this](Visit& v) { return start(v); });
    guard_.add(
        router,
        {.method = Verb::post, .path = "takeover", .phones = Phones::any, .body = Body::empty, .renews_cookie = true},
        [this](Visit& v) { return take_over(v); });
    guard_.add(router, {.method = Verb::put, .path = "draft", .body_limit = draft_limit},
               [this](Visit& v) { return put_draft(v); });
}

task<http::Response> PhoneState::state(Visit& visit) {
    const session::Session& session = *visit.session;
    const auto standing = visit.claim.standing(session.device);
    session::AnnexText kept;
    if (session.draft_bytes > 0 && standing != access::Claim::Standing::other) {
        auto draft = co_await sessions_.annex(session.id(), session::Annex::draft);
        // Gone since the snapshot: the session has just been completed or has ended.
        if (!draft && draft.error().code != errc::not_found) co_return draft.error();
        if (draft) kept = std::move(*draft);
    }
    co_return state_response(describe(session, standing), std::move(kept), session.spec->extras().return_url);
}

task<http::Response> PhoneState::start(Visit& visit) {
    auto started = co_await sessions_.start(visit.session, visit.claim);
    if (!started) co_return started.error();
    visit.session = std::move(*started);
    co_return http::json_response(200, json::object{{"status", to_string(visit.session->status)}});
}

task<http::Response> PhoneState::take_over(Visit& visit) {
    auto taken = co_await sessions_.take_over(visit.session, visit.claim);
    if (!taken) co_return taken.error();
    visit.session = std::move(*taken);
    co_return http::json_response(200, json::object{{"status", to_string(visit.session->status)}, {"device", "this"}});
}

task<http::Response> PhoneState::put_draft(Visit& visit) {
    auto body = co_await http::read_all(visit.request, draft_limit, visit.session->payer());
    if (!body) co_return body.error();
    if (const auto checked = check_json(body->text, "the draft is not valid JSON"); !checked) co_return checked.error();
    auto stored = co_await sessions_.put_draft(visit.session, std::move(body->text), visit.claim);
    if (!stored) co_return stored.error();
    visit.session = std::move(*stored);
    http::Response response;
    response.status = 204;
    co_return response;
}

json::object PhoneState::describe(const session::Session& session, access::Claim::Standing standing) const {
    const auto& request = *session.spec;
    json::object options;
    json::array accepts;
    std::size_t most_files = session::max_uploads;
    if (const auto* action = catalog_.find(request.action)) {
        if (auto completed = action::complete_options(action->options_schema, request.extras().options)) {
            options = std::move(*completed);
        }
        for (const auto& type : action->accepts) accepts.emplace_back(type);
        most_files = std::min(most_files, action->upload_limit.most);
    }
    json::array files;
    // What the person did is for their phone only.
    const bool elsewhere = standing == access::Claim::Standing::other;
    // What an action retains of a completed session is for the backend.
    if (!elsewhere && session.status != session::Status::completed) {
        for (const auto& upload : session.uploads) files.push_back(upload_json(upload));
    }
    const Calendar calendar = sessions_.calendar();
    json::object state{{"id", to_string(request.id)},
                       {"status", to_string(session.status)},
                       {"device", to_string(standing)},
                       {"action", request.action},
                       {"output_format", request.format},
                       {"options", std::move(options)},
                       {"locale", text_or_null(request.extras().locale)},
                       {"server_time", rfc3339(calendar.date_of(sessions_.now()))},
                       {"expires_at", rfc3339(calendar.date_of(session.expires_at()))},
                       {"limits",
                        {{"max_file_bytes", settings_.file_upload_max_bytes},
                         {"session_bytes", settings_.file_quota_session_bytes},
                         {"max_files", most_files}}},
                       {"accept", std::move(accepts)},
                       {"files", std::move(files)}};
    return state;
}

}  // namespace baton::core::phone
