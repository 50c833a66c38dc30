#pragma once

#include "core/access/api_keys.hpp"
#include "core/file/file_store.hpp"
#include "core/http/router.hpp"
#include "core/session/service.hpp"

namespace baton::core::api {

/// `GET /api/v1/downloads/:download_id`: the bytes of a result.
class Downloads {
public:
    Downloads(const access::ApiKeys& keys, session::Service& sessions, file::FileStore& files)
        : keys_(keys), sessions_(sessions), files_(files) {}

    void add_routes(http::Router& router);

private:
    task<http::Response> download(http::Request& request);

    const access::ApiKeys& keys_;
    session::Service& sessions_;
    file::FileStore& files_;
};

}  // namespace baton::core::api
