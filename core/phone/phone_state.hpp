#pragma once

#include "core/action/catalog.hpp"
#include "core/config/settings.hpp"
#include "core/http/router.hpp"
#include "core/phone/device_cookie.hpp"
#include "core/session/service.hpp"

#include <boost/json/object.hpp>

namespace baton::core::phone {

/// `GET /s/:id/state`, `POST /s/:id/start`, `POST /s/:id/takeover`, `PUT /s/:id/draft`: where the page stands, and
/// which phone it is on.
class PhoneState {
public:
    PhoneState(const config::Settings& settings, const action::Catalog& catalog, session::Service& sessions)
        : settings_(settings), catalog_(catalog), sessions_(sessions), cookie_(settings) {}

    void add_routes(http::Router& router);

private:
    task<http::Response> state(http::Request& request);
    task<http::Response> start(http::Request& request);
    task<http::Response> take_over(http::Request& request);
    task<http::Response> put_draft(http::Request& request);
    boost::json::object describe(const session::Session& session, access::Claim::Standing standing) const;

    const config::Settings& settings_;
    const action::Catalog& catalog_;
    session::Service& sessions_;
    DeviceCookie cookie_;
};

/// An upload as the phone protocol shows it: `{key, size, sha256, content_type, info}`.
boost::json::object upload_json(const session::Upload& upload);

}  // namespace baton::core::phone
