#include "actions/scan/rectify/corners.hpp"

#include <algorithm>
#include <cmath>

namespace baton::scan {
namespace {

cv::Point2d as_stored(const cv::Point2d& point, media::Orientation orientation, media::Size stored) {
    const double right = stored.width - 1.0;
    const double bottom = stored.height - 1.0;
    switch (orientation) {
        case media::Orientation::upright:
            break;
        case media::Orientation::mirror:
            return {right - point.x, point.y};
        case media::Orientation::rotate_180:
            return {right - point.x, bottom - point.y};
        case media::Orientation::flip:
            return {point.x, bottom - point.y};
        case media::Orientation::transpose:
            return {point.y, point.x};
        case media::Orientation::rotate_90:
            return {point.y, bottom - point.x};
        case media::Orientation::transverse:
            return {right - point.y, bottom - point.x};
        case media::Orientation::rotate_270:
            return {right - point.y, point.x};
    }
    return point;
}

bool is_near(const cv::Point2d& point, media::Size picture) {
    const double reach_x = picture.width / 2.0;
    const double reach_y = picture.height / 2.0;
    return point.x >= -reach_x && point.x <= picture.width + reach_x && point.y >= -reach_y &&
           point.y <= picture.height + reach_y;
}

}  // namespace

result<void> check_quad(const Quad& quad, media::Size picture) {
    const auto& corners = quad.corners;
    for (std::size_t i = 0; i < 4; ++i) {
        const cv::Point2d side = corners[(i + 1) % 4] - corners[i];
        const cv::Point2d next = corners[(i + 2) % 4] - corners[(i + 1) % 4];
        // Not a number fails these too.
        if (!is_near(corners[i], picture)) {
            return Error{errc::invalid_input, "the corners lie too far outside the picture", {}};
        }
        if (!(std::hypot(side.x, side.y) >= least_side) || !(side.cross(next) > 0)) {
            return Error{errc::invalid_input, "the corners are no convex shape of at least 16 px, clockwise", {}};
        }
    }
    return {};
}

Quad whole(media::Size picture) {
    const double right = picture.width - 0.5;
    const double bottom = picture.height - 0.5;
    return {{{{-0.5, -0.5}, {right, -0.5}, {right, bottom}, {-0.5, bottom}}}};
}

Quad turned(const Quad& quad, int rotation) {
    Quad result = quad;
    std::ranges::rotate(result.corners, result.corners.begin() + (4 - rotation / 90) % 4);
    return result;
}

Quad as_stored(const Quad& quad, media::Orientation orientation, media::Size stored) {
    Quad result;
    std::ranges::transform(quad.corners, result.corners.begin(),
                           [&](const cv::Point2d& corner) { return as_stored(corner, orientation, stored); });
    return result;
}

Quad scaled(const Quad& quad, double factor) {
    Quad result;
    std::ranges::transform(quad.corners, result.corners.begin(), [&](const cv::Point2d& corner) {
        return cv::Point2d{(corner.x + 0.5) * factor - 0.5, (corner.y + 0.5) * factor - 0.5};
    });
    return result;
}

}  // namespace baton::scan
