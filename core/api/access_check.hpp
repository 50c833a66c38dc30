#pragma once

#include "core/access/api_keys.hpp"
#include "core/http/request.hpp"
#include "core/session/service.hpp"

#include <string_view>

namespace baton::core::api {

/// Who asks, by `X-API-Key`. Errors: missing_api_key, invalid_api_key.
inline result<access::Owner> authenticate(const access::ApiKeys& keys, const http::Request& request) {
    return keys.authenticate(request.header("X-API-Key"));
}

/// The session in the route's `:id`, if it is this owner's: another's is as unknown as none.
/// Errors: not_found, those of the store.
inline task<session::Snapshot> own_session(session::Service& sessions, const http::Request& request,
                                           access::Owner owner) {
    const auto id = parse_id(request.parameter("id"));
    if (!id) co_return problem(errc::not_found, "session not found");
    auto snapshot = co_await sessions.get(*id);
    // A store that does not answer says nothing about what there is.
    if (!snapshot && snapshot.error().code != errc::not_found) co_return snapshot.error();
    if (!snapshot || (*snapshot)->spec->owner != owner) co_return problem(errc::not_found, "session not found");
    co_return snapshot;
}

}  // namespace baton::core::api
