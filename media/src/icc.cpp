#include "media/src/icc.hpp"

#include <cstring>
#include <utility>

namespace baton::media {

bool icc_fits(BytesView profile, unsigned channels) {
    constexpr std::size_t header_size = 128;
    constexpr std::size_t colour_space_at = 16;
    return profile.size() >= header_size &&
           std::memcmp(profile.data() + colour_space_at, channels <= 2 ? "GRAY" : "RGB ", 4) == 0;
}

Bytes fitting_icc(Bytes profile, unsigned channels) {
    return icc_fits(profile, channels) ? std::move(profile) : Bytes{};
}

}  // namespace baton::media
