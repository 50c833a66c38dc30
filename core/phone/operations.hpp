#pragma once

#include "core/action/catalog.hpp"
#include "core/file/file_store.hpp"
#include "core/http/router.hpp"
#include "core/phone/device_cookie.hpp"
#include "core/session/service.hpp"
#include "core/work/pool/pool.hpp"

namespace baton::core::pages {

/// `POST /s/:id/do/:operation`: an interactive call of the action by its page; see operation_call.hpp.
class Operations {
public:
    Operations(const config::Settings& settings, const plugin::Catalog& catalog, session::Service& sessions,
               store::FileStore& files, work::Pool& pool)
        : catalog_(catalog), sessions_(sessions), files_(files), pool_(pool), cookie_(settings) {}

    void add_routes(http::Router& router);

private:
    task<http::Response> call(http::Request& request);

    const plugin::Catalog& catalog_;
    session::Service& sessions_;
    store::FileStore& files_;
    work::Pool& pool_;
    DeviceCookie cookie_;
};

}  // namespace baton::core::pages
