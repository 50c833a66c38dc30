#pragma once

#include "core/action/catalog.hpp"
#include "core/config/settings.hpp"
#include "core/file/file_store.hpp"
#include "core/http/router.hpp"
#include "core/phone/guard.hpp"
#include "core/phone/result_body.hpp"
#include "core/processing/submission.hpp"
#include "core/session/service.hpp"

namespace baton::core::phone {

/// The two ways to finish: `POST /s/:id/submit` with the files uploaded before, and `POST /s/:id/result`, kept from the
/// original server, with everything in one body.
class Submit {
public:
    Submit(const config::Settings& settings, const action::Catalog& catalog, session::Service& sessions,
           file::FileStore& files, processing::Submissions& submissions, const Guard& guard)
        : settings_(settings),
          catalog_(catalog),
          sessions_(sessions),
          files_(files),
          submissions_(submissions),
          guard_(guard) {}

    void add_routes(http::Router& router);

private:
    task<http::Response> submit(Visit& visit);
    task<http::Response> take_result(Visit& visit);

    task<std::vector<work::JobInput>> finish(std::vector<ResultItem> items, const action::ActionDescriptor& action);

    const config::Settings& settings_;
    const action::Catalog& catalog_;
    session::Service& sessions_;
    file::FileStore& files_;
    processing::Submissions& submissions_;
    const Guard& guard_;
};

}  // namespace baton::core::phone
