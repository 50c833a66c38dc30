// Turning, resizing, flattening and encoding of pictures of any shape. The input's first bytes are width, height,
// channels, orientation and target; the rest are pixels.
#include "tests/fuzz/picture.hpp"

#include <baton/media/jpeg.hpp>
#include <baton/media/orientation.hpp>
#include <baton/media/pdf.hpp>
#include <baton/media/png.hpp>
#include <baton/media/resize.hpp>

#include <algorithm>

using namespace baton;
using fuzz::expect;

namespace {

media::Image image_of(media::Size size, unsigned channels, const std::uint8_t* data, std::size_t count) {
    media::Image image{size, channels};
    for (std::size_t i = 0; i < image.byte_count(); ++i) image.row(0)[i] = count == 0 ? 0 : data[i % count];
    return image;
}

media::Orientation back(media::Orientation orientation) {
    if (orientation == media::Orientation::rotate_90) return media::Orientation::rotate_270;
    if (orientation == media::Orientation::rotate_270) return media::Orientation::rotate_90;
    return orientation;
}

void check_placement(media::Size size) {
    for (const auto paper : {media::Paper::fit, media::Paper::a4, media::Paper::letter}) {
        const auto at = media::place_on(paper, size);
        expect(at.width > 0 && at.height > 0 && at.x >= 0 && at.y >= 0, "a place on the page");
        expect(at.x + at.width <= at.page_width + 0.001 && at.y + at.height <= at.page_height + 0.001, "within it");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t count) {
    if (count < 8) return -1;
    const media::Size size{1U + data[0] % 200, 1U + (data[1] | (data[2] & 1U) << 8) % 300};
    const unsigned channels = 1 + data[3] % 4;
    const auto orientation = static_cast<media::Orientation>(1 + data[4] % 8);
    const std::uint32_t longest = 1U + data[5];
    const int quality = 1 + data[6] % 100;
    const media::Subsampling subsampling{1 + data[7] % 2, 1 + data[7] / 2 % 2};
    data += 8;
    count -= 8;

    auto turned = media::upright(image_of(size, channels, data, count), orientation);
    expect(turned.size() == media::upright_size(size, orientation), "turned as its orientation says");
    auto again = media::upright(std::move(turned), back(orientation));
    expect(fuzz::same_pixels(again, image_of(size, channels, data, count)), "and back");

    const auto target = media::fit_within(size, longest);
    expect(target.long_side() <= std::max(longest, 1U) && target.pixels() > 0, "fits");
    auto small = media::resize(std::move(again), target);
    expect(small.size() == target && small.channels() == channels, "the size asked for");
    const auto png = media::encode_png(small, {});
    expect(png.has_value(), "encodes as PNG");
    const auto decoded = media::decode(*png, {.max_pixels = fuzz::max_pixels});
    expect(decoded.has_value() && fuzz::same_pixels(decoded->image, small), "without loss");
    small.flatten_on_white();
    expect(!small.has_alpha(), "flat");
    (void)media::has_few_colours(small, 256);
    const auto jpeg = media::encode_jpeg(small, {.quality = quality, .subsampling = subsampling, .icc = {}});
    expect(jpeg.has_value(), "encodes as JPEG");
    expect(media::check(*jpeg, fuzz::max_pixels).has_value(), "which decodes");
    check_placement(size);
    return 0;
}
