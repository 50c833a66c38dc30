#pragma once

#include "core/action/catalog.hpp"
#include "core/config/settings.hpp"
#include "core/http/router.hpp"
#include "core/phone/guard.hpp"
#include "core/session/service.hpp"

#include <boost/json/object.hpp>

namespace baton::core::phone {

/// `GET /s/:id/state`, `POST /s/:id/start`, `POST /s/:id/takeover`, `PUT /s/:id/draft`: where the page stands, and
/// which phone it is on.
class PhoneState {
public:
    PhoneState(const config::Settings& settings, const action::Catalog& catalog, session::Service& sessions,
               const Guard& guard)
        : settings_(settings), catalog_(catalog), sessions_(sessions), guard_(guard) {}

    void add_routes(http::Router& router);

private:
    task<http::Response> state(Visit& visit);
    task<http::Response> start(Visit& visit);
    task<http::Response> take_over(Visit& visit);
    task<http::Response> put_draft(Visit& visit);
    /// All but the draft and what follows it.
    boost::json::object describe(const session::Session& session, access::Claim::Standing standing) const;

    const config::Settings& settings_;
    const action::Catalog& catalog_;
    session::Service& sessions_;
    const Guard& guard_;
};

/// An upload as the phone protocol shows it: `{key, size, sha256, content_type, info}`.
boost::json::object upload_json(const session::Upload& upload);

}  // namespace baton::core::phone
