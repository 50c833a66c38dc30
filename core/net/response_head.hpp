#pragma once

#include "core/http/response.hpp"

#include <string>
#include <string_view>

namespace baton::core::net {

/// The status line and all header lines of an answer, with the empty line that ends them.
/// `more`: lines that the listener adds to every head.
std::string response_head(const http::Response& response, const http::Request& request, std::string_view more,
                          bool keep_alive);

}  // namespace baton::core::net
