#include "media/src/limits.hpp"

#include <baton/media/bytes.hpp>

namespace baton::media {

// decision 0014
result<void> check_size(Size size, std::uint64_t max_pixels) {
    if (size.long_side() > longest_picture_side) {
        return Error{errc::too_large, "a side of the picture is longer than allowed", {}};
    }
    if (size.pixels() > max_pixels) return Error{errc::too_large, "the picture has more pixels than allowed", {}};
    return {};
}

}  // namespace baton::media
