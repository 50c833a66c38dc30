#pragma once

#include "core/http/request.hpp"

namespace baton::core::http {

/// Whether everybody on the way would agree where this request ends and for whom it is (RFC 9112, 3.2 and 6.1).
/// Errors: bad_request (a transfer coding but chunked, no Host in HTTP/1.1, several).
result<> check_framing(const Request& request);

/// Whether the body comes as it is, and not packed. What is no content coding of RFC 9110 or in wide use is ignored, as
/// the original server ignores all. Errors: unsupported_media, with the coding's name.
result<> check_coding(const Request& request);

}  // namespace baton::core::http
