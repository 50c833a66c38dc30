#pragma once

#include "actions/signature/svg/matrix.hpp"

#include <string_view>

namespace baton::signature::svg {

/// Reads a `transform` list (SVG 1.1, 7.6). A malformed one is no transform at all, as in a browser.
Matrix read_transform(std::string_view text);

}  // namespace baton::signature::svg
