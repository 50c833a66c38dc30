#pragma once

#include "core/base/error.hpp"

#include <string>
#include <string_view>

namespace baton::core::http::client {

/// Where a request goes: connections are kept for each of these.
struct Origin {
    bool tls = false;
    std::string host;  ///< a name or an address, without brackets
    std::string port;

    auto operator<=>(const Origin&) const = default;
};

/// An absolute http or https URL in the pieces that a request needs.
struct Url {
    Origin origin;
    std::string authority;  ///< for the Host header: without a port that is the scheme's own
    std::string target;     ///< path and query as they stood there, at least "/"
};

/// Errors: bad_request (not an absolute http or https URL, or with a user's name in it: that would be a secret at a
/// place where nobody expects one).
result<Url> parse_url(std::string_view text);

}  // namespace baton::core::http::client
