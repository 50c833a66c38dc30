#pragma once

#include "actions/signature/drawing.hpp"
#include "actions/signature/output/placement.hpp"

#include <string>

namespace baton::signature {

/// An SVG file of `svg`, `g` and `path` elements with nothing but numbers and colours: a path for each shape.
/// The view box is from 0 0 to the placement's size, and is the picture's size in CSS px too.
std::string write_svg(const Drawing& drawing, const Placement& placement);

}  // namespace baton::signature
