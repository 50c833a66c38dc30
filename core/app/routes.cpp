#include "core/app/routes.hpp"

#include "core/api/meta.hpp"
#include "core/app/build_info.hpp"

namespace baton::core::app {

Routes::Routes(const Services& with)
    : stores_(with.stores),
      calls_(with.sessions, with.stores.files(), with.jobs),
      sessions_(with.settings, with.keys, with.catalog, with.sessions),
      downloads_(with.keys, with.sessions, with.stores.files()),
      qr_(with.settings, with.keys, with.sessions),
      websocket_(with.keys, with.catalog, with.sessions, with.hub),
      backend_operations_(with.keys, with.catalog, with.sessions, calls_),
      entry_(with.shell, with.catalog, with.sessions),
      guard_(with.settings, with.sessions),
      state_(with.settings, with.catalog, with.sessions, guard_),
      intake_(with.catalog, with.sessions, with.stores.files(), with.jobs),
      uploads_(with.settings, with.sessions, with.stores.files(), intake_, guard_),
      forms_(with.settings, with.catalog, with.sessions, with.stores.files(), intake_, with.submissions, calls_,
             guard_),
      operations_(with.catalog, with.sessions, calls_, guard_),
      submit_(with.settings, with.catalog, with.sessions, with.stores.files(), with.submissions, guard_),
      events_(with.sessions, with.hub, guard_),
      assets_(with.shell, with.catalog) {}

void Routes::add_to(http::Router& router) {
    api::add_meta_routes(router, build_info::version, build_info::commit, [this] { return stores_.ready(); });
    sessions_.add_routes(router);
    downloads_.add_routes(router);
    qr_.add_routes(router);
    websocket_.add_routes(router);
    backend_operations_.add_routes(router);
    entry_.add_routes(router);
    state_.add_routes(router);
    uploads_.add_routes(router);
    forms_.add_routes(router);
    operations_.add_routes(router);
    submit_.add_routes(router);
    events_.add_routes(router);
    assets_.add_routes(router);
}

}  // namespace baton::core::app
