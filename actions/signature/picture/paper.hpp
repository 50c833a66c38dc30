#pragma once

#include "actions/signature/picture/plane.hpp"

namespace baton::signature {

/// The brightness that the paper has under each pixel of `brightness`: light that falls unevenly and soft shadows
/// remain, whatever is dark and thinner than a twelfth of the picture goes (a grey closing, then smoothed).
Plane paper_under(const Plane& brightness);

}  // namespace baton::signature
