#pragma once

#include "core/access/api_keys.hpp"
#include "core/config/settings.hpp"
#include "core/http/router.hpp"
#include "core/session/service.hpp"

namespace baton::core::api {

/// `GET /api/v1/sessions/:id/qr.svg` and `qr.png?size=`: the session's URL as a QR code.
class QrCodes {
public:
    QrCodes(const config::Settings& settings, const access::ApiKeys& keys, session::Service& sessions)
        : settings_(settings), keys_(keys), sessions_(sessions) {}

    void add_routes(http::Router& router);

private:
    enum class Picture { svg, png };
    task<http::Response> draw(http::Request& request, Picture picture);

    const config::Settings& settings_;
    const access::ApiKeys& keys_;
    session::Service& sessions_;
};

}  // namespace baton::core::api
