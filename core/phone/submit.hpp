#pragma once

#include "core/action/catalog.hpp"
#include "core/config/settings.hpp"
#include "core/file/file_store.hpp"
#include "core/http/router.hpp"
#include "core/phone/device_cookie.hpp"
#include "core/phone/result_body.hpp"
#include "core/processing/submission.hpp"
#include "core/session/service.hpp"

namespace baton::core::pages {

/// The two ways to finish: `POST /s/:id/submit` with the files uploaded before, and `POST /s/:id/result`, kept from the
/// original server, with everything in one body.
class Submit {
public:
    Submit(const config::Settings& settings, const plugin::Catalog& catalog, session::Service& sessions,
           store::FileStore& files, session::Submissions& submissions)
        : settings_(settings),
          catalog_(catalog),
          sessions_(sessions),
          files_(files),
          submissions_(submissions),
          cookie_(settings) {}

    void add_routes(http::Router& router);

private:
    task<http::Response> submit(http::Request& request);
    task<http::Response> take_result(http::Request& request);

    task<std::vector<work::JobInput>> finish(std::vector<ResultItem> items, const plugin::ActionDescriptor& action);

    const config::Settings& settings_;
    const plugin::Catalog& catalog_;
    session::Service& sessions_;
    store::FileStore& files_;
    session::Submissions& submissions_;
    DeviceCookie cookie_;
};

}  // namespace baton::core::pages
