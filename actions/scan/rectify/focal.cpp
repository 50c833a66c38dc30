#include "actions/scan/rectify/focal.hpp"

#include <cmath>

namespace baton::scan {

std::optional<double> focal_of(const media::Metadata& metadata, media::Size picture) {
    constexpr double film_diagonal_mm = 43.27;
    const auto millimetres = media::exif_focal_35mm(metadata.exif);
    if (!millimetres) return std::nullopt;
    return *millimetres / film_diagonal_mm * std::hypot(picture.width, picture.height);
}

}  // namespace baton::scan
