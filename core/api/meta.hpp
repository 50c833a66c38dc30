#pragma once

#include "core/http/router.hpp"

#include <string>

namespace baton::core::api {

/// `GET /api/v1/health` and `GET /api/v1/version`; neither needs a key. The first says 503 while the
/// server stops.
void add_meta_routes(http::Router& router, std::string version, std::string commit);

}  // namespace baton::core::api
