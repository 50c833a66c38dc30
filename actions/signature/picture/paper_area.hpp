#pragma once

#include "actions/signature/picture/plane.hpp"

#include <baton/media/image.hpp>

namespace baton::signature {

/// Sets `opacities` to 0 where the picture shows no paper but what it lies on.
///
/// Paper is the largest bright region without sharp edges in a small copy from which ink has been closed away, and
/// every region of the same tint: shadows have hard edges, but no colour of their own. Without such a region, or if it
/// is nearly all of the picture, nothing changes. `rgba` has the size of `opacities`.
void clear_beside_paper(Plane& opacities, const media::Image& rgba);

}  // namespace baton::signature
