#pragma once

#include "core/access/api_keys.hpp"
#include "core/action/catalog.hpp"
#include "core/file/file_store.hpp"
#include "core/http/router.hpp"
#include "core/session/service.hpp"
#include "core/work/pool/pool.hpp"

namespace baton::core::api {

/// `POST /api/v1/sessions/:id/do/:operation`: a call of an operation that the action offers to backends, on a completed
/// session and what it retained. Changes nothing.
class BackendOperations {
public:
    BackendOperations(const access::ApiKeys& keys, const action::Catalog& catalog, session::Service& sessions,
                      file::FileStore& files, work::Pool& pool)
        : keys_(keys), catalog_(catalog), sessions_(sessions), files_(files), pool_(pool) {}

    void add_routes(http::Router& router);

private:
    task<http::Response> call(http::Request& request);

    const access::ApiKeys& keys_;
    const action::Catalog& catalog_;
    session::Service& sessions_;
    file::FileStore& files_;
    work::Pool& pool_;
};

}  // namespace baton::core::api
