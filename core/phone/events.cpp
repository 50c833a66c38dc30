#include "core/phone/events.hpp"

#include "core/phone/event_stream.hpp"

#include <memory>
#include <utility>

namespace baton::core::phone {

void Events::add_routes(http::Router& router) {
    guard_.add(router, {.method = http::Verb::get, .path = "events", .stage = Stage::any, .phones = Phones::any},
               [this](Visit& v) { return listen(v); });
}

task<http::Response> Events::listen(Visit& visit) {
    http::Response response;
    // Buffering proxies would hold events back.
    response.set("Content-Type", "text/event-stream; charset=utf-8").set("X-Accel-Buffering", "no");
    response.stream = [this, id = visit.session->id(), feed = EventFeed{visit.claim}](net::Stream stream) {
        return std::make_shared<EventStream>(std::move(stream), id, feed, sessions_, hub_);
    };
    co_return response;
}

}  // namespace baton::core::phone
