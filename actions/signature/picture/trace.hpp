#pragma once

#include "actions/signature/drawing.hpp"
#include "actions/signature/picture/ink_picture.hpp"

namespace baton::signature {

/// Draws the ink of a picture as smooth outlines that stray less than half a pixel from where alpha is one half;
/// corners stay corners, specks go. One shape with the mean colour of the ink. The unit is a pixel. No shapes if there
/// is no ink. Time and size are bounded by the picture's.
Drawing trace(const InkPicture& picture);

}  // namespace baton::signature
