#pragma once

#include "plane.hpp"

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

/// Sets to 0 what is connected but no writing: specks, what is nowhere quite dark, and, if there is other ink, what
/// reaches the picture's border (the table, the edge of the paper).
void remove_dirt(Plane& opacities);

}  // namespace baton::signature
