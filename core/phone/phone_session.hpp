#pragma once

#include "core/access/device.hpp"
#include "core/http/request.hpp"
#include "core/session/service.hpp"

namespace baton::core::phone {

/// The session that a phone's URL names, whatever its state. Errors: not_found.
inline task<session::Snapshot> phone_session(session::Service& sessions, const http::Request& request) {
    const auto id = parse_id(request.parameter("id"));
    if (!id) co_return problem(errc::not_found, "session not found");
    co_return co_await sessions.get(*id);
}

/// The same if it can still take something from the phone.
/// Errors: not_found, session_expired, session_completed.
inline task<session::Snapshot> unfinished_session(session::Service& sessions, const http::Request& request) {
    auto snapshot = co_await phone_session(sessions, request);
    if (!snapshot) co_return snapshot;
    if ((*snapshot)->status == session::Status::expired) co_return problem(errc::session_expired);
    if ((*snapshot)->status == session::Status::completed) co_return problem(errc::session_completed);
    co_return snapshot;
}

/// The same if the page was opened. Errors: also not_opened.
inline task<session::Snapshot> opened_session(session::Service& sessions, const http::Request& request) {
    auto snapshot = co_await unfinished_session(sessions, request);
    if (snapshot && (*snapshot)->status == session::Status::pending) co_return problem(errc::not_opened);
    co_return snapshot;
}

/// The same if this request's phone may act on it. Errors: also in_use_elsewhere.
inline task<session::Snapshot> held_session(session::Service& sessions, const http::Request& request,
                                            const access::Claim& claim) {
    auto snapshot = co_await opened_session(sessions, request);
    if (snapshot && !claim.fits((*snapshot)->device)) co_return problem(errc::in_use_elsewhere);
    co_return snapshot;
}

}  // namespace baton::core::phone
