#pragma once

#include "core/base/error.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace baton::core::http {

/// What the header of one part of a form says (RFC 7578 §4.2). Nothing here is to be trusted: the file name may carry a
/// path, the type may be a lie.
struct PartHead {
    std::string name;
    std::optional<std::string> filename;  ///< none: an ordinary field
    std::string content_type;             ///< as sent; empty if the part names none
};

/// The boundary of a `multipart/form-data` Content-Type (RFC 2046 §5.1.1).
/// Errors: unsupported_media (another type), bad_request (no boundary, or not one of 1 to 70 allowed characters).
result<std::string> form_boundary(std::string_view content_type);

/// Reads the lines of a part's header, each with its CRLF.
/// Errors: bad_request (no form-data with a name, a field twice, broken lines, an encoding that changes the bytes).
result<PartHead> parse_part_head(std::string_view lines);

}  // namespace baton::core::http
