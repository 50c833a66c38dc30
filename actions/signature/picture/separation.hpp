#pragma once

#include "actions/signature/picture/plane.hpp"

#include <optional>

namespace baton::signature {

/// What tells ink from paper, both as shares of the paper's own brightness.
struct Separation {
    float paper = 1;  ///< what most of the paper has
    float ink = 0;    ///< what the dark of the ink has
};

/// Looks for two kinds of pixels in `shares` (brightness by the brightness of the paper there). Nothing if there is
/// only paper: what is darker is within its noise, or too little to be writing.
std::optional<Separation> separate(const Plane& shares);

/// How much of each pixel is ink, 0 … 1. What is only a quarter as dark as the ink (ruled lines, folds, shadows) is
/// none; edges stay soft.
Plane opacities(const Plane& shares, const Separation& separation);

}  // namespace baton::signature
