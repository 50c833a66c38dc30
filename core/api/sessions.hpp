#pragma once

#include "core/access/api_keys.hpp"
#include "core/action/catalog.hpp"
#include "core/config/settings.hpp"
#include "core/http/router.hpp"
#include "core/session/service.hpp"

namespace baton::core::api {

/// `POST /api/v1/sessions`, `GET /api/v1/sessions/:id`, `GET /api/v1/sessions/:id/result`.
class Sessions {
public:
    Sessions(const config::Settings& settings, const access::ApiKeys& keys, const action::Catalog& catalog,
             session::Service& sessions)
        : settings_(settings), keys_(keys), catalog_(catalog), sessions_(sessions) {}

    void add_routes(http::Router& router);

private:
    task<http::Response> create(http::Request& request);
    task<http::Response> get(http::Request& request);
    task<http::Response> result_of(http::Request& request);

    /// Has it noted when an answer that tells of a result has left.
    void report_result(const session::Session& session, http::Response& response);

    const action::Presentation& presentation_of(const session::Session& session) const {
        return catalog_.presentation_of(session.spec->action);
    }

    const config::Settings& settings_;
    const access::ApiKeys& keys_;
    const action::Catalog& catalog_;
    session::Service& sessions_;
};

}  // namespace baton::core::api
