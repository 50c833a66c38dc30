#include "core/api/sessions.hpp"

#include "core/api/access_check.hpp"
#include "core/api/create_request.hpp"
#include "core/api/session_json.hpp"
#include "core/http/reported_body.hpp"

#include <cstdint>
#include <memory>
#include <utility>

namespace baton::core::api {

namespace {
constexpr std::size_t create_limit = 1024 * 1024;
}

void Sessions::add_routes(http::Router& router) {
    router.add(http::Verb::post, "/api/v1/sessions", [this](http::Request& r) { return create(r); }, create_limit);
    router.add_reading("/api/v1/sessions/:id", [this](http::Request& r) { return get(r); });
    router.add_reading("/api/v1/sessions/:id/result", [this](http::Request& r) { return result_of(r); });
}

task<http::Response> Sessions::create(http::Request& request) {
    const auto owner = authenticate(keys_, request);
    if (!owner) co_return owner.error();
    auto body = co_await http::read_all(request, create_limit, {*owner});
    if (!body) co_return body.error();
    auto wanted = parse_create_request(body->text, catalog_, settings_);
    if (!wanted) co_return wanted.error();
    wanted->id = new_id();
    wanted->owner = *owner;
    wanted->created_at = sessions_.now();
    auto created = co_await sessions_.create(std::move(*wanted));
    if (!created) co_return created.error();
    auto response = http::json_text_response(
        201, session_json(**created, sessions_.calendar(), settings_.base_url, presentation_of(**created)));
    response.set("Location", settings_.base_url + "/api/v1/sessions/" + to_string((*created)->id()));
    co_return response;
}

task<http::Response> Sessions::get(http::Request& request) {
    const auto owner = authenticate(keys_, request);
    if (!owner) co_return owner.error();
    const auto snapshot = co_await own_session(sessions_, request, *owner);
    if (!snapshot) co_return snapshot.error();
    auto response = http::json_text_response(
        200, session_json(**snapshot, sessions_.calendar(), settings_.base_url, presentation_of(**snapshot)));
    report_result(**snapshot, response);
    co_return std::move(response).set("Cache-Control", "no-store");
}

task<http::Response> Sessions::result_of(http::Request& request) {
    const auto owner = authenticate(keys_, request);
    if (!owner) co_return owner.error();
    const auto snapshot = co_await own_session(sessions_, request, *owner);
    if (!snapshot) co_return snapshot.error();
    const auto& session = **snapshot;
    if (session.status == session::Status::expired) co_return problem(errc::session_expired);
    http::Response response;
    if (session.status == session::Status::completed) {
        response = http::json_text_response(200, result_json(session, sessions_.calendar(), presentation_of(session)));
        report_result(session, response);
    } else {
        response = http::json_text_response(202, unfinished_json(session));
    }
    response.set("Cache-Control", "no-store");
    co_return response;
}

void Sessions::report_result(const session::Session& session, http::Response& response) {
    auto& uncollected = sessions_.uncollected();
    if (session.status != session::Status::completed || !uncollected.has(session.id())) return;
    const auto report = [&uncollected, id = session.id()](std::uint64_t, std::uint64_t) { uncollected.told(id); };
    response.pieces =
        std::make_unique<http::ReportedBody>(std::make_unique<http::TextBody>(std::move(response.body)), report);
}

}  // namespace baton::core::api
