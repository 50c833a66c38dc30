#pragma once

#include "core/access/device.hpp"
#include "core/action/descriptor.hpp"
#include "core/config/settings.hpp"
#include "core/http/router.hpp"
#include "core/phone/turns.hpp"
#include "core/session/service.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace baton::core::phone {

/// The session that a phone's URL names, whatever its state. Errors: not_found.
task<session::Snapshot> phone_session(session::Service& sessions, const http::Request& request);

/// The pattern of one of the server's own routes below a session's, such as "files/:key".
/// Throws std::invalid_argument if an action could be called like it: its first segment must be an
/// action::reserved_ids.
std::string session_route(std::string_view path);

/// How far its session must have come for a route, and not further.
enum class Stage : std::uint8_t {
    any,         ///< pending to completed
    unfinished,  ///< not completed either
    opened,      ///< and a person has opened the page
};

/// Which phones a route serves.
enum class Phones : std::uint8_t {
    unknown,  ///< it knows no devices, as it is for front ends other than ours: the claim is empty
    any,      ///< all; the claim says how this one stands to the session
    holder,   ///< whose session it is, or whose it may become
};

/// What a request's body may be.
enum class Body : std::uint8_t {
    own,    ///< the handler reads it
    empty,  ///< there is nothing to say: none, or an object without members
};

/// A route of phones: what the guard asks before its handler runs, as data. What is not allowed is answered in this
/// order: bad_request (another action's session), session_expired, session_completed, not_opened, in_use_elsewhere; and
/// once more after a wait for a turn.
struct PhoneRoute {
    http::Verb method;
    std::string path;  ///< below the session's own: "files/:key"
    Stage stage = Stage::opened;
    Phones phones = Phones::holder;
    std::uint64_t body_limit = 0;  ///< of a body of its own; see http::Route
    Body body = Body::own;
    bool in_turn = false;  ///< one request of the session after the other: it waits with its body unread
    const action::ActionDescriptor* action = nullptr;  ///< whose sessions it is for; null: everybody's
    bool renews_cookie = false;                        ///< the phone gets its cookie also if it has it already
};

/// Whether the guard lets a request with this claim through. Pure. Errors: see PhoneRoute.
result<> admit(const PhoneRoute& route, const session::Session& session, const access::Claim& claim);

/// A request that the guard has let through.
struct Visit {
    http::Request& request;
    access::Claim claim;
    session::Snapshot session;  ///< as it was found; a handler that changes the session puts here what it became

    struct Wait {
        session::TimePoint since;
        session::TimePoint until;
    };
    std::optional<Wait> wait = {};  ///< for its turn

    /// When a body that has been read by `now` counts as received. Who had to wait could not send it before: it counts
    /// as there when the wait began, if it comes at once. Pure.
    session::TimePoint received_at(session::TimePoint now) const;
};

/// Stands before the routes of phones, `/s/:id/…`: finds the session, asks what its route asks, and afterwards gives
/// the phone its cookie and forbids caches to store the answer. The handlers only do what is theirs: decision 0045.
///
/// Not for pages: what a browser is shown for a session that ended is no problem+json.
class Guard {
public:
    using Handler = std::function<task<http::Response>(Visit&)>;

    Guard(const config::Settings& settings, session::Service& sessions);

    /// The guard must outlive the router's last request. Throws as `session_route`, but for an action's routes.
    void add(http::Router& router, PhoneRoute route, Handler handler) const;

    /// The server stops: requests that wait for their turn are refused.
    void refuse_waiting() const { turns_.close(); }

private:
    task<http::Response> serve(const PhoneRoute& route, const Handler& handler, http::Request& request) const;
    task<Turns::Turn> take_turn(const PhoneRoute& route, Visit& visit) const;
    void finish(const PhoneRoute& route, const Visit& visit, http::Response& response) const;

    session::Service& sessions_;
    Turns turns_;
    std::string base_path_;
    bool secure_;
};

}  // namespace baton::core::phone
