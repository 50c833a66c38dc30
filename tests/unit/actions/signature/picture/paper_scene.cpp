#include "paper_scene.hpp"

#include "actions/signature/svg/read_svg.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <span>
#include <string_view>

namespace baton::signature::testing {
namespace {

constexpr std::string_view signature = R"(<svg viewBox="0 0 900 500" fill="none" stroke="#14285a" stroke-width="7"
    stroke-linecap="round" stroke-linejoin="round">
  <path d="M140 330C180 120 240 120 250 330C255 250 160 240 150 270L330 200C380 190 360 330 320 320S330 200 400 220"/>
  <path d="M430 320L480 180L530 320M560 250C620 150 700 200 640 280S560 340 720 300"/>
  <circle cx="760" cy="310" r="5" fill="#14285a" stroke="none"/>
</svg>)";

std::uint8_t to_byte(double value) {
    return static_cast<std::uint8_t>(std::clamp(std::lround(value), 0L, 255L));
}

}  // namespace

Drawing sample_signature() {
    return read_svg(std::as_bytes(std::span{signature})).value();
}

media::Image painted(const Drawing& drawing, media::Size size) {
    return paint(drawing, {{0, 0}, 1, static_cast<double>(size.width), static_cast<double>(size.height)});
}

media::Picture photographed(const Drawing& drawing, const PaperScene& scene) {
    const media::Image ink = painted(drawing, scene.size);
    media::Picture picture;
    picture.image = media::Image{scene.size, 3};
    picture.header.stored = scene.size;
    std::mt19937 random{7};
    std::normal_distribution<double> noise{0, std::max(scene.noise, 1e-9)};
    const std::array<double, 3> paper{static_cast<double>(scene.paper.red), static_cast<double>(scene.paper.green),
                                      static_cast<double>(scene.paper.blue)};
    const std::array<double, 3> wood{165, 110, 50};
    const std::array<double, 3> rule{0.72, 0.84, 0.97};
    for (std::uint32_t y = 0; y < scene.size.height; ++y) {
        for (std::uint32_t x = 0; x < scene.size.width; ++x) {
            const bool on_rule = scene.ruled && y % 40 < 3;
            const std::uint32_t rim = scene.wood ? 100 : scene.table ? 60 : 0;
            const bool on_table = x < rim || y < rim || x + rim > scene.size.width;
            const double far =
                (static_cast<double>(x) / scene.size.width + static_cast<double>(y) / scene.size.height) / 2;
            // Most of the change in the middle: the soft edge of a shadow.
            const double shade = 1 / (1 + std::exp(-14 * (far - 0.5)));
            const double light = 1 - (1 - scene.darkest_light) * shade;
            const std::uint8_t* pixel = ink.row(y) + std::size_t{x} * 4;
            const double share = pixel[3] / 255.0;
            for (std::size_t part = 0; part < 3; ++part) {
                const double under =
                    scene.wood ? wood.at(part) * (0.7 + 0.3 * std::sin(x * 0.3) * std::sin(y * 0.2)) : 45;
                const double ground = on_table ? under : paper.at(part) * (on_rule ? rule.at(part) : 1);
                const double seen = ground * (1 - share) + pixel[part] * share;
                picture.image.row(y)[std::size_t{x} * 3 + part] =
                    to_byte(seen * light + (scene.noise > 0 ? noise(random) : 0));
            }
        }
    }
    return picture;
}

double overlap(const media::Image& first, const media::Image& second) {
    if (first.size() != second.size()) return 0;
    double both = 0;
    double either = 0;
    for (std::uint32_t y = 0; y < first.size().height; ++y) {
        for (std::uint32_t x = 0; x < first.size().width; ++x) {
            const bool in_first = first.row(y)[std::size_t{x} * 4 + 3] >= 128;
            const bool in_second = second.row(y)[std::size_t{x} * 4 + 3] >= 128;
            both += in_first && in_second;
            either += in_first || in_second;
        }
    }
    return either > 0 ? both / either : 1;
}

}  // namespace baton::signature::testing
