#pragma once

#include "core/http/router.hpp"

#include <functional>
#include <string>

namespace baton::core::api {

/// `GET /api/v1/health`, `/api/v1/version`, `/livez` and `/readyz`; none needs a key. All but the version say 503 while
/// the server stops, `/readyz` also while the stores do not answer.
void add_meta_routes(http::Router& router, std::string version, std::string commit, std::function<task<>()> ready);

}  // namespace baton::core::api
