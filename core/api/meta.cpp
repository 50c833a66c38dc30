#include "core/api/meta.hpp"

#include <boost/json/object.hpp>

#include <utility>

namespace baton::core::api {

namespace {

http::Response well() {
    return http::json_response(200, boost::json::object{{"status", "ok"}}).set("Cache-Control", "no-store");
}

}  // namespace

void add_meta_routes(http::Router& router, std::string version, std::string commit, std::function<task<>()> ready) {
    // Not while the server stops: who balances load shall send its phones elsewhere.
    for (const auto* path : {"/api/v1/health", "/livez"}) {
        router.add(
            http::Verb::get, path, [](http::Request&) -> task<http::Response> { co_return well(); }, 0,
            http::WhileStopping::refused_first);
    }
    auto say = [ready = std::move(ready)](http::Request&) -> task<http::Response> {
        if (auto answered = co_await ready(); !answered) co_return answered.error();
        co_return well();
    };
    router.add(http::Verb::get, "/readyz", std::move(say), 0, http::WhileStopping::refused_first);
    const boost::json::object about{{"version", std::move(version)}, {"commit", std::move(commit)}};
    router.add_reading("/api/v1/version",
                       [about](http::Request&) -> task<http::Response> { co_return http::json_response(200, about); });
}

}  // namespace baton::core::api
