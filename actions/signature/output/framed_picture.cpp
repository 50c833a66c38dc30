#include "actions/signature/output/framed_picture.hpp"

#include "actions/signature/output/bounds.hpp"
#include "actions/signature/output/placement.hpp"

#include <baton/media/resize.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <utility>

namespace baton::signature {
namespace {

// Pixels are kept up to this many times the size that drawings are painted in.
constexpr double most_detail = 2;

Box inked(const InkPicture& picture) {
    const media::Size size = picture.pixels.size();
    const PixelBox box = ink_box(picture).value_or(PixelBox{0, 0, size.width, size.height});
    return {static_cast<double>(box.left), static_cast<double>(box.top), static_cast<double>(box.left + box.width),
            static_cast<double>(box.top + box.height)};
}

// The part of the picture in the frame, transparent where the frame is larger.
media::Image cut_out(const media::Image& picture, const Box& frame) {
    const auto left = std::int64_t{std::llround(frame.left)};
    const auto top = std::int64_t{std::llround(frame.top)};
    const auto right = std::int64_t{std::llround(frame.right)};
    const auto bottom = std::int64_t{std::llround(frame.bottom)};
    media::Image part{{static_cast<std::uint32_t>(right - left), static_cast<std::uint32_t>(bottom - top)}, 4};
    std::memset(part.row(0), 0, part.byte_count());
    const std::int64_t first = std::max<std::int64_t>(left, 0);
    const std::int64_t end = std::min<std::int64_t>(right, picture.size().width);
    for (std::int64_t y = std::max<std::int64_t>(top, 0); y < std::min<std::int64_t>(bottom, picture.size().height);
         ++y) {
        std::memcpy(part.row(static_cast<std::uint32_t>(y - top)) + (first - left) * 4,
                    picture.row(static_cast<std::uint32_t>(y)) + first * 4, static_cast<std::size_t>(end - first) * 4);
    }
    return part;
}

}  // namespace

media::Image framed(const InkPicture& picture) {
    media::Image part = cut_out(picture.pixels, frame_around(inked(picture)));
    const media::Size size = part.size();
    const Placement usual = place_in_pixels({0, 0, static_cast<double>(size.width), static_cast<double>(size.height)});
    const double scale = std::clamp(1.0, usual.scale, most_detail * usual.scale);
    const auto scaled = [&](std::uint32_t side) {
        return static_cast<std::uint32_t>(std::max<std::int64_t>(1, std::llround(side * scale)));
    };
    return media::resize(std::move(part), {scaled(size.width), scaled(size.height)});
}

}  // namespace baton::signature
