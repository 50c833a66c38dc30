#include "core/api/meta.hpp"

#include <boost/json/object.hpp>

#include <utility>

namespace baton::core::api {

void add_meta_routes(http::Router& router, std::string version, std::string commit) {
    // Not while the server stops: who balances load shall send its phones elsewhere.
    router.add(http::Verb::get, "/api/v1/health", [](http::Request&) -> task<http::Response> {
        co_return http::json_response(200, boost::json::object{{"status", "ok"}}).set("Cache-Control", "no-store");
    });
    const boost::json::object about{{"version", std::move(version)}, {"commit", std::move(commit)}};
    router.add_reading("/api/v1/version",
                       [about](http::Request&) -> task<http::Response> { co_return http::json_response(200, about); });
}

}  // namespace baton::core::api
