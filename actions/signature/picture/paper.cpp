#include "actions/signature/picture/paper.hpp"

#include "actions/signature/picture/small_plane.hpp"

#include <baton/media/resize.hpp>

namespace baton::signature {

Plane paper_under(const Plane& brightness) {
    constexpr std::uint32_t blur_radius = 3;
    const Plane small = reduced(brightness, media::fit_within(brightness.size(), small_side));
    return enlarged(blurred(closed(small, ink_radius), blur_radius), brightness.size());
}

}  // namespace baton::signature
