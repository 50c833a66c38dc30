#pragma once

#include "core/access/api_keys.hpp"
#include "core/action/catalog.hpp"
#include "core/event/hub.hpp"
#include "core/http/router.hpp"
#include "core/session/service.hpp"

namespace baton::core::api {

/// `GET /api/v1/sessions/:id/ws`: the session's events as they happen.
class WebSocketRoute {
public:
    WebSocketRoute(const access::ApiKeys& keys, const action::Catalog& catalog, session::Service& sessions,
                   event::Hub& hub)
        : keys_(keys), catalog_(catalog), sessions_(sessions), hub_(hub) {}

    void add_routes(http::Router& router);

private:
    task<http::Response> connect(http::Request& request);

    const access::ApiKeys& keys_;
    const action::Catalog& catalog_;
    session::Service& sessions_;
    event::Hub& hub_;
};

}  // namespace baton::core::api
