#pragma once

#include "core/http/response.hpp"

#include <string>

namespace baton::core::net {

/// The status line and all header lines of an answer, with the empty line that ends them.
std::string response_head(const http::Response& response, const http::Request& request, bool keep_alive);

}  // namespace baton::core::net
