#pragma once

#include <opencv2/core.hpp>

#include <array>
#include <cstddef>

namespace baton::scan::detection {

/// Brightness and colours as logarithms of 8 bit values: a shadow takes the same from all of a page's brightness, and
/// nothing from its colours.
class Logarithms {
public:
    static const Logarithms& table();

    cv::Vec3f of_grey(const uchar* pixel) const { return {values_[*pixel], 0, 0}; }

    /// Brightness, red - green, yellow - blue.
    cv::Vec3f of_rgb(const uchar* pixel) const {
        const float red = values_[pixel[0]];
        const float green = values_[pixel[1]];
        const float blue = values_[pixel[2]];
        return {0.3F * red + 0.6F * green + 0.1F * blue, red - green, 0.5F * (red + green) - blue};
    }

private:
    Logarithms();

    std::array<float, 256> values_{};
};

}  // namespace baton::scan::detection
