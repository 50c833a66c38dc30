#pragma once

#include "core/access/api_keys.hpp"
#include "core/action/catalog.hpp"
#include "core/http/router.hpp"
#include "core/processing/operation_calls.hpp"
#include "core/session/service.hpp"

namespace baton::core::api {

/// `POST /api/v1/sessions/:id/do/:operation`: a call of an operation that the action offers to backends, on a completed
/// session and what it retained. Changes nothing.
class BackendOperations {
public:
    BackendOperations(const access::ApiKeys& keys, const action::Catalog& catalog, session::Service& sessions,
                      processing::OperationCalls& calls)
        : keys_(keys), catalog_(catalog), sessions_(sessions), calls_(calls) {}

    void add_routes(http::Router& router);

private:
    task<http::Response> call(http::Request& request);

    const access::ApiKeys& keys_;
    const action::Catalog& catalog_;
    session::Service& sessions_;
    processing::OperationCalls& calls_;
};

}  // namespace baton::core::api
