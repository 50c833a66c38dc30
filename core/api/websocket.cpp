#include "core/api/websocket.hpp"

#include "core/api/access_check.hpp"
#include "core/api/event_socket.hpp"

#include <memory>

namespace baton::core::api {

namespace {

bool wants_websocket(const http::Request& request) {
    const bool plain_get = request.method == http::Verb::get && request.version == 11 && request.content_length == 0u;
    return plain_get && request.lists(http::FieldName::upgrade, "websocket") &&
           request.lists(http::FieldName::connection, "upgrade") && request.has(http::FieldName::sec_websocket_key);
}

}  // namespace

void WebSocketRoute::add_routes(http::Router& router) {
    router.add_reading("/api/v1/sessions/:id/ws", [this](http::Request& r) { return connect(r); });
}

task<http::Response> WebSocketRoute::connect(http::Request& request) {
    std::string key{request.header("X-API-Key")};
    if (key.empty()) key = request.query_parameter("api_key").value_or("");
    const auto owner = keys_.authenticate(key);
    if (!owner) co_return owner.error();
    const auto snapshot = co_await own_session(sessions_, request, *owner);
    if (!snapshot) co_return snapshot.error();
    if ((*snapshot)->status == session::Status::expired) co_return problem(errc::session_expired);
    http::Response response;
    if (!wants_websocket(request)) {
        response = http::problem_response(problem(errc::upgrade_required), request);
        response.set("Upgrade", "websocket").set("Connection", "Upgrade");
        co_return response;
    }
    const Id id = (*snapshot)->id();
    const auto& presentation = catalog_.presentation_of((*snapshot)->spec->action);
    response.upgrade = [this, id, &presentation](net::Stream stream) {
        return std::make_shared<EventSocket>(std::move(stream), id, sessions_, hub_, presentation);
    };
    co_return response;
}

}  // namespace baton::core::api
