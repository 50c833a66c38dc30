#pragma once

#include "core/event/hub.hpp"
#include "core/http/router.hpp"
#include "core/phone/guard.hpp"
#include "core/session/service.hpp"

namespace baton::core::phone {

/// `GET /s/:id/events`: server-sent events for the phone.
class Events {
public:
    Events(session::Service& sessions, event::Hub& hub, const Guard& guard)
        : sessions_(sessions), hub_(hub), guard_(guard) {}

    void add_routes(http::Router& router);

private:
    task<http::Response> listen(Visit& visit);

    session::Service& sessions_;
    event::Hub& hub_;
    const Guard& guard_;
};

}  // namespace baton::core::phone
