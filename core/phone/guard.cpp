#include "core/phone/guard.hpp"

#include "core/action/reserved_ids.hpp"
#include "core/phone/json_bodies.hpp"

#include <chrono>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

namespace baton::core::phone {

namespace {

constexpr std::string_view cache_control = "Cache-Control";
constexpr std::string_view below_session = "/s/:id/";

access::Claim claim_of(const http::Request& request) {
    std::vector<access::Device> presented;
    for (const auto& field : request.fields) {
        // More than one field is against RFC 6265, but some proxies split what HTTP/2 clients send.
        if (field.id != http::FieldName::cookie) continue;
        for (const auto& device : access::devices_in(field.value)) presented.push_back(device);
    }
    return {std::move(presented), access::new_device()};
}

}  // namespace

task<session::Snapshot> phone_session(session::Service& sessions, const http::Request& request) {
    const auto id = parse_id(request.parameter("id"));
    if (!id) co_return problem(errc::not_found, "session not found");
    co_return co_await sessions.get(*id);
}

std::string session_route(std::string_view path) {
    if (!action::is_reserved_id(path.substr(0, path.find('/')))) {
        throw std::invalid_argument("an action could be called like the route " + std::string{path});
    }
    return std::string{below_session}.append(path);
}

result<> admit(const PhoneRoute& route, const session::Session& session, const access::Claim& claim) {
    using session::Status;
    if (route.action != nullptr && session.spec->action != route.action->id) {
        return problem(errc::bad_request, "not a " + route.action->id + " session");
    }
    if (session.status == Status::expired) return problem(errc::session_expired);
    if (session.status == Status::completed && route.stage != Stage::any) return problem(errc::session_completed);
    if (session.status == Status::pending && route.stage == Stage::opened) return problem(errc::not_opened);
    if (route.phones == Phones::holder && !claim.fits(session.device)) return problem(errc::in_use_elsewhere);
    return {};
}

session::TimePoint Visit::received_at(session::TimePoint now) const {
    return wait && now < wait->until + session::lifecycle::grace_time ? wait->since : now;
}

Guard::Guard(const config::Settings& settings, session::Service& sessions)
    : sessions_(sessions), base_path_(settings.base_path), secure_(settings.base_url.starts_with("https:")) {}

void Guard::add(http::Router& router, PhoneRoute route, Handler handler) const {
    const auto method = route.method;
    std::string pattern =
        route.action == nullptr ? session_route(route.path) : std::string{below_session}.append(route.path);
    const std::uint64_t limit = route.body == Body::empty ? empty_body_limit : route.body_limit;
    auto guarded = [this, route = std::move(route), handler = std::move(handler)](http::Request& request) {
        return serve(route, handler, request);
    };
    router.add(method, std::move(pattern), std::move(guarded), limit);
}

task<http::Response> Guard::serve(const PhoneRoute& route, const Handler& handler, http::Request& request) const {
    auto found = co_await phone_session(sessions_, request);
    if (!found) co_return found.error();
    const bool knows_devices = route.phones != Phones::unknown;
    Visit visit{request, knows_devices ? claim_of(request) : access::Claim{}, std::move(*found)};
    if (auto admitted = admit(route, *visit.session, visit.claim); !admitted) co_return admitted.error();
    Turns::Turn turn;
    if (route.in_turn) {
        auto taken = co_await take_turn(route, visit);
        if (!taken) co_return taken.error();
        turn = std::move(*taken);
    }
    if (route.body == Body::empty) {
        if (const auto nothing = co_await read_empty_body(request); !nothing) co_return nothing.error();
    }
    auto response = co_await handler(visit);
    if (response) finish(route, visit, *response);
    co_return response;
}

task<Turns::Turn> Guard::take_turn(const PhoneRoute& route, Visit& visit) const {
    const Id id = visit.session->id();
    const auto waiter = sessions_.expect_lease(id);
    const auto since = sessions_.now();
    auto turn = co_await turns_.enter(id, *visit.request.body);
    if (!turn || !turn->waited()) co_return turn;
    visit.wait = Visit::Wait{since, sessions_.now()};
    // Whoever went before may have completed the session.
    auto found = co_await phone_session(sessions_, visit.request);
    if (!found) co_return found.error();
    visit.session = std::move(*found);
    if (auto admitted = admit(route, *visit.session, visit.claim); !admitted) co_return admitted.error();
    co_return turn;
}

void Guard::finish(const PhoneRoute& route, const Visit& visit, http::Response& response) const {
    if (response.headers.find(cache_control) == std::string::npos) response.set(cache_control, "no-store");
    const session::Session& session = *visit.session;
    if (!route.renews_cookie && !visit.claim.made(session.device)) return;
    const auto left = std::chrono::duration_cast<std::chrono::seconds>(session.expires_at() - sessions_.now());
    const std::string path = base_path_ + "/s/" + to_string(session.id());
    response.set("Set-Cookie", access::set_cookie_field(session.device, path, secure_, left.count()));
}

}  // namespace baton::core::phone
