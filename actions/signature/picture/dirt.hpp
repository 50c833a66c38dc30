#pragma once

#include "actions/signature/picture/plane.hpp"

namespace baton::signature {

/// Sets to 0 what is connected but no writing: specks, what is nowhere quite dark, and what reaches the picture's
/// border (the table, the edge of the paper) if most ink does not, or if it is much thicker than the strokes that do
/// not.
void remove_dirt(Plane& opacities);

}  // namespace baton::signature
