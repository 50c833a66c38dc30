#pragma once

#include "core/action/catalog.hpp"
#include "core/file/file_store.hpp"
#include "core/http/router.hpp"
#include "core/phone/device_cookie.hpp"
#include "core/session/service.hpp"
#include "core/work/pool/pool.hpp"

namespace baton::core::phone {

/// `POST /s/:id/do/:operation`: an interactive call of the action by its page; see operation_call.hpp.
class Operations {
public:
    Operations(const config::Settings& settings, const action::Catalog& catalog, session::Service& sessions,
               file::FileStore& files, work::Pool& pool)
        : catalog_(catalog), sessions_(sessions), files_(files), pool_(pool), cookie_(settings) {}

    void add_routes(http::Router& router);

private:
    task<http::Response> call(http::Request& request);

    const action::Catalog& catalog_;
    session::Service& sessions_;
    file::FileStore& files_;
    work::Pool& pool_;
    DeviceCookie cookie_;
};

}  // namespace baton::core::phone
