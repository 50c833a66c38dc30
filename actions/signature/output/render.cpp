#include "actions/signature/output/render.hpp"

#include "actions/signature/output/bounds.hpp"
#include "actions/signature/output/pdf_writer.hpp"
#include "actions/signature/output/placement.hpp"
#include "actions/signature/output/raster.hpp"
#include "actions/signature/output/svg_writer.hpp"

#include <baton/media/jpeg.hpp>
#include <baton/media/png.hpp>

#include <span>
#include <string>

namespace baton::signature {
namespace {

// Ink is all edges: colour at half the resolution would smear them.
constexpr media::Subsampling full_colour{1, 1};

media::Bytes bytes_of(const std::string& text) {
    const auto bytes = std::as_bytes(std::span{text});
    return {bytes.begin(), bytes.end()};
}

}  // namespace

result<media::Bytes> render(const Drawing& drawing, Format format, const Options& options) {
    const Box frame = frame_around(ink_box(drawing));
    switch (format) {
        case Format::svg:
            return bytes_of(write_svg(drawing, place_as_vector(frame)));
        case Format::pdf:
            return write_pdf(drawing, place_on_page(frame));
        case Format::png:
        case Format::jpg:
            break;
    }
    return encode(paint(drawing, place_in_pixels(frame)), format, options);
}

result<media::Bytes> encode(const media::Image& picture, Format format, const Options& options) {
    if (format == Format::png) return media::encode_png(picture, {});
    return media::encode_jpeg(on_background(picture, options.background), {.subsampling = full_colour});
}

}  // namespace baton::signature
