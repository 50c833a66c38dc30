#include "core/phone/events.hpp"

#include "core/phone/device_cookie.hpp"
#include "core/phone/event_stream.hpp"
#include "core/phone/phone_session.hpp"

#include <memory>
#include <utility>

namespace baton::core::phone {

namespace asio = boost::asio;

void Events::add_routes(http::Router& router) {
    router.add(http::Verb::get, "/s/:id/events", [this](http::Request& r) { return listen(r); });
}

task<http::Response> Events::listen(http::Request& request) {
    const auto snapshot = co_await phone_session(sessions_, request);
    if (!snapshot) co_return snapshot.error();
    if ((*snapshot)->is_tombstone()) co_return problem(errc::session_expired);
    http::Response response;
    // Buffering proxies would hold events back.
    response.set("Content-Type", "text/event-stream; charset=utf-8")
        .set("Cache-Control", "no-store")
        .set("X-Accel-Buffering", "no");
    response.stream = [this, id = (*snapshot)->id(),
                       feed = EventFeed{claim_of(request)}](asio::ip::tcp::socket socket) {
        return std::make_shared<EventStream>(std::move(socket), id, feed, sessions_, hub_);
    };
    co_return response;
}

}  // namespace baton::core::phone
