#include "core/phone/phone_state.hpp"

#include "core/action/options_schema.hpp"
#include "core/base/json_reader.hpp"
#include "core/base/timestamp.hpp"
#include "core/phone/empty_body.hpp"
#include "core/phone/phone_session.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>

namespace baton::core::phone {

namespace json = boost::json;

namespace {
constexpr std::size_t kDraftLimit = 512 * 1024;

json::value text_or_null(const std::string& text) {
    // Parentheses: braces would make an array of it.
    return text.empty() ? json::value(nullptr) : json::value(text);
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
    router.add(http::Verb::get, "/s/:id/state", [this](http::Request& r) { return state(r); });
    router.add(http::Verb::post, "/s/:id/start", [this](http::Request& r) { return start(r); }, kEmptyBodyLimit);
    router.add(http::Verb::post, "/s/:id/takeover", [this](http::Request& r) { return take_over(r); }, kEmptyBodyLimit);
    router.add(http::Verb::put, "/s/:id/draft", [this](http::Request& r) { return put_draft(r); }, kDraftLimit);
}

task<http::Response> PhoneState::state(http::Request& request) {
    const auto snapshot = co_await phone_session(sessions_, request);
    if (!snapshot) co_return snapshot.error();
    if ((*snapshot)->status == session::Status::expired) co_return problem(errc::session_expired);
    const auto standing = claim_of(request).standing((*snapshot)->device);
    auto state = describe(**snapshot, standing);
    if ((*snapshot)->draft_bytes > 0 && standing != access::Claim::Standing::other) {
        const auto draft = co_await sessions_.annex((*snapshot)->id(), session::Annex::draft);
        // Gone since the snapshot: the session has just been completed or has ended.
        if (!draft && draft.error().code != errc::not_found) co_return draft.error();
        if (draft) state["draft"] = json::parse(**draft);
    }
    co_return http::json_response(200, state).set("Cache-Control", "no-store");
}

task<http::Response> PhoneState::start(http::Request& request) {
    const auto claim = claim_of(request);
    auto snapshot = co_await unfinished_session(sessions_, request);
    if (!snapshot) co_return snapshot.error();
    if (const auto nothing = co_await read_empty_body(request); !nothing) co_return nothing.error();
    snapshot = co_await sessions_.start((*snapshot)->id(), claim);
    if (!snapshot) co_return snapshot.error();
    auto response = http::json_response(200, json::object{{"status", to_string((*snapshot)->status)}});
    response.set("Cache-Control", "no-store");
    cookie_.add_if_new(response, **snapshot, claim, sessions_.now());
    co_return response;
}

task<http::Response> PhoneState::take_over(http::Request& request) {
    auto snapshot = co_await unfinished_session(sessions_, request);
    if (!snapshot) co_return snapshot.error();
    if (const auto nothing = co_await read_empty_body(request); !nothing) co_return nothing.error();
    snapshot = co_await sessions_.take_over((*snapshot)->id(), claim_of(request));
    if (!snapshot) co_return snapshot.error();
    auto response =
        http::json_response(200, json::object{{"status", to_string((*snapshot)->status)}, {"device", "this"}});
    response.set("Cache-Control", "no-store");
    cookie_.add(response, **snapshot, sessions_.now());
    co_return response;
}

task<http::Response> PhoneState::put_draft(http::Request& request) {
    const auto claim = claim_of(request);
    const auto open = co_await held_session(sessions_, request, claim);
    if (!open) co_return open.error();
    auto body = co_await http::read_all(request, kDraftLimit);
    if (!body) co_return body.error();
    if (const auto draft = read_json(*body, "the draft is not valid JSON"); !draft) co_return draft.error();
    const auto stored = co_await sessions_.put_draft((*open)->id(), std::move(*body), claim);
    if (!stored) co_return stored.error();
    http::Response response;
    response.status = 204;
    cookie_.add_if_new(response, **stored, claim, sessions_.now());
    co_return response;
}

json::object PhoneState::describe(const session::Session& session, access::Claim::Standing standing) const {
    const auto& request = *session.request;
    json::object options;
    json::array accepts;
    std::size_t most_files = session::kMaxUploads;
    if (const auto* action = catalog_.find(request.action)) {
        if (auto completed = action::complete_options(action->options_schema, request.extras().options))
            options = std::move(*completed);
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
    json::object state{{"id", to_string(request.id)},
                       {"status", to_string(session.status)},
                       {"device", to_string(standing)},
                       {"action", request.action},
                       {"output_format", request.format},
                       {"options", std::move(options)},
                       {"locale", text_or_null(request.extras().locale)},
                       {"server_time", rfc3339(sessions_.now())},
                       {"expires_at", rfc3339(session.expires_at())},
                       {"limits",
                        {{"max_file_bytes", settings_.file_upload_max_bytes},
                         {"session_bytes", settings_.file_quota_session_bytes},
                         {"max_files", most_files}}},
                       {"accept", std::move(accepts)},
                       {"files", std::move(files)},
                       {"draft", nullptr},
                       {"return_url", text_or_null(request.extras().return_url)}};
    return state;
}

}  // namespace baton::core::phone
