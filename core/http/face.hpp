#pragma once

#include "core/http/request.hpp"
#include "core/http/response.hpp"

#include <string_view>

namespace baton::core::http {

/// How a listener looks where no handler speaks: errors, unknown paths, other methods, and what all its answers carry.
/// One per service; without state that changes, for all connections at once.
// decision 0040
class Face {
public:
    virtual ~Face() = default;

    /// What went wrong as an answer, be it a handler's error or something that the connection refuses itself.
    virtual Response failed(const Problem& problem, const Request& request) const = 0;

    /// No route has this path. Errors: become `failed`.
    virtual task<Response> unknown_path(Request& request) const;

    /// The path has routes, but not for this method, which may be OPTIONS: where CORS answers what a browser asks
    /// before it asks. `allow`: the methods that there are, as a header says it.
    virtual Response other_method(const Request& request, std::string_view allow) const;

    /// Lines that every head carries, each with CRLF.
    virtual std::string_view default_headers() const { return "X-Content-Type-Options: nosniff\r\n"; }

    /// Has the last word on each answer, for headers that depend on the request.
    virtual void finish(const Request& request, Response& response) const;
};

}  // namespace baton::core::http
