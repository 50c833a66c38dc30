#include "actions/signature/picture/extract_ink.hpp"

#include "actions/signature/picture/card.hpp"
#include "actions/signature/picture/dirt.hpp"
#include "actions/signature/picture/paper.hpp"
#include "actions/signature/picture/paper_area.hpp"
#include "actions/signature/picture/plane.hpp"
#include "actions/signature/picture/separation.hpp"
#include "actions/signature/picture/working_copy.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace baton::signature {
namespace {

using Rgb = std::array<float, 3>;

template <class Visit>
void each_pixel(media::Image& image, Visit visit) {
    std::size_t at = 0;
    for (std::uint32_t y = 0; y < image.size().height; ++y) {
        std::uint8_t* pixel = image.row(y);
        for (std::uint32_t x = 0; x < image.size().width; ++x, pixel += 4, ++at) visit(pixel, at);
    }
}

std::uint8_t to_byte(float value) {
    return static_cast<std::uint8_t>(std::clamp(value + 0.5F, 0.0F, 255.0F));
}

// Ink covers little: a picture of which that much can be seen through has no paper.
bool has_transparent_ground(media::Image& image) {
    constexpr std::uint64_t least_percent = 30;
    std::uint64_t transparent = 0;
    each_pixel(image, [&](const std::uint8_t* pixel, std::size_t) { transparent += pixel[3] < 128 ? 1 : 0; });
    return transparent * 100 >= image.size().pixels() * least_percent;
}

void put_on_white(media::Image& image) {
    each_pixel(image, [](std::uint8_t* pixel, std::size_t) {
        for (int part = 0; part < 3; ++part) {
            pixel[part] = static_cast<std::uint8_t>((pixel[part] * pixel[3] + 255 * (255 - pixel[3]) + 127) / 255);
        }
        pixel[3] = 255;
    });
}

// Between luma and the darkest channel, so that a coloured pen is as dark as a black one.
float brightness_of(const std::uint8_t* pixel) {
    const float luma = 0.299F * pixel[0] + 0.587F * pixel[1] + 0.114F * pixel[2];
    return (luma + std::min({pixel[0], pixel[1], pixel[2]})) / 2;
}

Plane brightness_of(media::Image& image) {
    Plane plane{image.size()};
    each_pixel(image, [&](const std::uint8_t* pixel, std::size_t at) { plane.values()[at] = brightness_of(pixel); });
    return plane;
}

// True if most is dark, and the little that differs from it is lighter.
bool is_light_on_dark(const Plane& brightness) {
    std::vector<float> sorted = brightness.values();
    const auto quantile = [&](double share) {
        const auto at = sorted.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(sorted.size() - 1));
        std::ranges::nth_element(sorted, at);
        return *at;
    };
    constexpr float dark = 90;
    constexpr double most_ink = 0.15;
    const float middle = quantile(0.5);
    const float lightest = quantile(0.995);
    return middle < dark && lightest - middle > middle - quantile(0.005) &&
           quantile(1 - most_ink) < (middle + lightest) / 2;
}

void invert(media::Image& image) {
    each_pixel(image, [](std::uint8_t* pixel, std::size_t) {
        for (int part = 0; part < 3; ++part) pixel[part] = static_cast<std::uint8_t>(255 - pixel[part]);
    });
}

void divide(Plane& brightness, const Plane& paper) {
    for (std::size_t at = 0; at < brightness.values().size(); ++at) {
        brightness.values()[at] = std::min(1.0F, brightness.values()[at] / std::max(1.0F, paper.values()[at]));
    }
}

// The mean colour of some pixels by the paper's brightness under them.
template <class Weight>
Rgb mean_colour(media::Image& image, const Plane& paper, Weight weight_of) {
    std::array<double, 3> sum{};
    double weights = 1e-9;
    each_pixel(image, [&](const std::uint8_t* pixel, std::size_t at) {
        const double weight = weight_of(at);
        for (std::size_t part = 0; part < 3; ++part) {
            sum[part] += weight * pixel[part] / std::max(1.0F, paper.values()[at]);
        }
        weights += weight;
    });
    return {static_cast<float>(sum[0] / weights), static_cast<float>(sum[1] / weights),
            static_cast<float>(sum[2] / weights)};
}

// Whether a pixel lies in the box of all ink, with its place in the plane.
class InkBox {
public:
    explicit InkBox(const Plane& opacities) : width_{opacities.size().width} {
        for (std::size_t at = 0; at < opacities.values().size(); ++at) {
            if (opacities.values()[at] > 0) {
                left_ = std::min(left_, at % width_);
                right_ = std::max(right_, at % width_);
                top_ = std::min(top_, at / width_);
                bottom_ = at / width_;
            }
        }
    }

    bool has(std::size_t at) const {
        const std::size_t x = at % width_;
        const std::size_t y = at / width_;
        return x >= left_ && x <= right_ && y >= top_ && y <= bottom_;
    }

private:
    std::size_t width_;
    std::size_t left_ = static_cast<std::size_t>(-1);
    std::size_t right_ = 0;
    std::size_t top_ = static_cast<std::size_t>(-1);
    std::size_t bottom_ = 0;
};

// Gives each pixel the ink's colour as it would be on white paper: light and tint of the paper are divided out, and
// what shines through of it is subtracted. The fainter a pixel, the less it knows; the mean of all ink fills in.
void colour_ink(media::Image& image, const Plane& paper, const Plane& opacities) {
    // Paper between the ink: farther away there may be a table.
    const InkBox box{opacities};
    const Rgb tint = mean_colour(
        image, paper, [&](std::size_t at) { return opacities.values()[at] == 0 && box.has(at) ? 1.0 : 0.0; });
    const Rgb mean = mean_colour(image, paper, [&](std::size_t at) { return opacities.values()[at] >= 1 ? 1.0 : 0.0; });
    each_pixel(image, [&](std::uint8_t* pixel, std::size_t at) {
        const float opacity = opacities.values()[at];
        for (std::size_t part = 0; part < 3; ++part) {
            const float white = std::max(0.1F, tint.at(part));
            const float seen = pixel[part] / std::max(1.0F, paper.values()[at]) / white;
            const float ink = std::clamp((seen - (1 - opacity)) / std::max(0.01F, opacity), 0.0F, 1.0F);
            pixel[part] = to_byte(255 * std::lerp(std::min(1.0F, mean.at(part) / white), ink, opacity));
        }
        pixel[3] = to_byte(255 * opacity);
    });
}

}  // namespace

InkPicture extract_ink(const media::Picture& picture) {
    media::Image image = working_copy(picture);
    if (has_transparent_ground(image) && !has_card(image)) return {std::move(image)};
    put_on_white(image);
    Plane brightness = brightness_of(image);
    if (is_light_on_dark(brightness)) {
        invert(image);
        brightness = brightness_of(image);
    }
    const Plane paper = paper_under(brightness);
    divide(brightness, paper);
    const auto separation = separate(brightness);
    if (!separation) {
        std::memset(image.row(0), 0, image.byte_count());
        return {std::move(image)};
    }
    Plane ink = opacities(brightness, *separation);
    clear_beside_paper(ink, image);
    remove_dirt(ink);
    colour_ink(image, paper, ink);
    return {std::move(image)};
}

}  // namespace baton::signature
