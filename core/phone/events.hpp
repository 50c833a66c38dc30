#pragma once

#include "core/event/hub.hpp"
#include "core/http/router.hpp"
#include "core/session/service.hpp"

namespace baton::core::phone {

/// `GET /s/:id/events`: server-sent events for the phone.
class Events {
public:
    Events(session::Service& sessions, event::Hub& hub) : sessions_(sessions), hub_(hub) {}

    void add_routes(http::Router& router);

private:
    task<http::Response> listen(http::Request& request);

    session::Service& sessions_;
    event::Hub& hub_;
};

}  // namespace baton::core::phone
