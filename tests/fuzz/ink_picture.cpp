// The pixels of a submitted picture: ink is taken out and traced, whatever is in them.
#include "actions/signature/picture/extract_ink.hpp"
#include "actions/signature/picture/trace.hpp"
#include "tests/fuzz/harness.hpp"

#include <cmath>

using namespace baton;
using namespace baton::signature;
using fuzz::expect;

namespace {

// Three bytes say size and kind; the others are the pixels, over and over.
media::Picture picture_of(std::string_view bytes) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
    const media::Size size{1U + byte(0) % 96, 1U + byte(1) % 96};
    media::Picture picture;
    picture.header.stored = size;
    picture.header.orientation = static_cast<media::Orientation>(1 + byte(2) / 4 % 8);
    picture.image = media::Image{size, 1U + byte(2) % 4};
    for (std::size_t at = 0; at < picture.image.byte_count(); ++at) {
        picture.image.row(0)[at] = byte(3 + at % (bytes.size() - 3));
    }
    return picture;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto bytes = fuzz::text_of(data, size);
    if (bytes.size() < 4) return 0;
    const media::Picture picture = picture_of(bytes);
    InkPicture ink = extract_ink(picture);
    const media::Size upright = picture.header.upright();
    expect(ink.pixels.size() == upright && ink.pixels.channels() == 4, "ink is as large as its picture");
    const Drawing drawing = trace(ink);
    for (const Shape& shape : drawing.shapes) {
        for (const Contour& contour : shape.contours) {
            for (const Contour::Piece& piece : contour.pieces) {
                const Point end = piece.to[2];
                expect(end.x >= 0 && end.y >= 0 && end.x <= upright.width && end.y <= upright.height,
                       "outlines stay within the picture");
                for (const Point& point : piece.to) {
                    expect(std::isfinite(point.x) && std::isfinite(point.y), "all points are finite");
                }
            }
        }
    }
    const auto box = ink_box(ink);
    expect(box.has_value() || drawing.shapes.empty(), "what is traced is in the box");
    if (box)
        expect(trimmed(std::move(ink)).pixels.size() == media::Size{box->width, box->height}, "trimmed is the box");
    return 0;
}
