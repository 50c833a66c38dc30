#include "core/pages/phone_state.hpp"

#include "core/pages/phone_session.hpp"
#include "core/plugin/options_schema.hpp"
#include "core/session/timestamp.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

namespace baton::core::pages {

namespace json = boost::json;

namespace {
constexpr std::size_t kDraftLimit = 512 * 1024;

json::value text_or_null(const std::string& text) {
    // Parentheses: braces would make an array of it.
    return text.empty() ? json::value(nullptr) : json::value(text);
}
}  // namespace

json::object upload_json(const session::File& file) {
    return {{"key", file.key},
            {"size", file.size},
            {"sha256", file.sha256},
            {"content_type", file.content_type},
            {"info", file.info}};
}

void PhoneState::add_routes(http::Router& router) {
    router.add(http::Verb::get, "/s/:id/state", [this](http::Request& r) { return state(r); });
    router.add(http::Verb::post, "/s/:id/start", [this](http::Request& r) { return start(r); });
    router.add(http::Verb::put, "/s/:id/draft", [this](http::Request& r) { return put_draft(r); }, kDraftLimit);
}

task<http::Response> PhoneState::state(http::Request& request) {
    const auto snapshot = co_await phone_session(sessions_, request);
    if (!snapshot) co_return snapshot.error();
    if ((*snapshot)->status == session::Status::expired) co_return problem(errc::session_expired);
    co_return http::json_response(200, describe(**snapshot)).set("Cache-Control", "no-store");
}

task<http::Response> PhoneState::start(http::Request& request) {
    auto snapshot = co_await unfinished_session(sessions_, request);
    if (snapshot) snapshot = co_await sessions_.start((*snapshot)->id());
    if (!snapshot) co_return snapshot.error();
    co_return http::json_response(200, json::object{{"status", to_string((*snapshot)->status)}});
}

task<http::Response> PhoneState::put_draft(http::Request& request) {
    const auto open = co_await opened_session(sessions_, request);
    if (!open) co_return open.error();
    auto body = co_await http::read_all(request, kDraftLimit);
    if (!body) co_return body.error();
    boost::system::error_code error;
    (void)json::parse(*body, error);
    if (error) co_return problem(errc::malformed_json, "the draft is not valid JSON");
    const auto stored = co_await sessions_.put_draft((*open)->id(), std::move(*body));
    if (!stored) co_return stored.error();
    http::Response response;
    response.status = 204;
    co_return response;
}

json::object PhoneState::describe(const session::Session& session) const {
    const auto& request = *session.request;
    json::object options;
    json::array accepts;
    if (const auto* action = catalog_.find(request.action)) {
        if (auto completed = plugin::complete_options(action->options_schema, request.options))
            options = std::move(*completed);
        for (const auto& type : action->accepts) accepts.emplace_back(type);
    }
    json::array files;
    for (const auto& file : session.uploads) files.push_back(upload_json(file));
    json::object state{{"id", to_string(request.id)},
                       {"status", to_string(session.status)},
                       {"action", request.action},
                       {"output_format", request.format},
                       {"options", std::move(options)},
                       {"locale", text_or_null(request.locale)},
                       {"server_time", session::rfc3339(sessions_.now())},
                       {"expires_at", session::rfc3339(session.expires_at())},
                       {"limits",
                        {{"max_file_bytes", settings_.file_upload_max_bytes},
                         {"session_bytes", settings_.file_quota_session_bytes},
                         {"max_files", session::kMaxUploads}}},
                       {"accept", std::move(accepts)},
                       {"files", std::move(files)},
                       {"draft", nullptr},
                       {"return_url", text_or_null(request.return_url)}};
    if (session.draft) state["draft"] = json::parse(*session.draft);
    return state;
}

}  // namespace baton::core::pages
