#pragma once

#include "core/config/settings.hpp"
#include "core/http/router.hpp"
#include "core/pages/device_cookie.hpp"
#include "core/plugin/catalog.hpp"
#include "core/session/service.hpp"
#include "core/store/file_store.hpp"
#include "core/work/pool.hpp"

namespace baton::core::pages {

/// `PUT`, `GET` and `DELETE /s/:id/files/:key`: the originals, streamed into the file store and inspected by the
/// action.
class Uploads {
public:
    Uploads(const config::Settings& settings, const plugin::Catalog& catalog, session::Service& sessions,
            store::FileStore& files, work::Pool& pool)
        : settings_(settings), catalog_(catalog), sessions_(sessions), files_(files), pool_(pool), cookie_(settings) {}

    void add_routes(http::Router& router);

private:
    task<http::Response> put(http::Request& request);
    task<http::Response> get(http::Request& request);
    task<http::Response> remove(http::Request& request);

    /// The body as a stored, sniffed file that has no name in the session yet.
    task<session::File> receive(http::Request& request, const session::Session& session,
                                const plugin::ActionDescriptor& action);
    task<boost::json::object> inspect(const plugin::ActionDescriptor& action, const session::Session& session,
                                      const session::File& file, const std::string& log_id);

    const config::Settings& settings_;
    const plugin::Catalog& catalog_;
    session::Service& sessions_;
    store::FileStore& files_;
    work::Pool& pool_;
    DeviceCookie cookie_;
};

}  // namespace baton::core::pages
