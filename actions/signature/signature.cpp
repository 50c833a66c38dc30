#include "actions/signature/signature.hpp"

#include "actions/signature/output/bounds.hpp"
#include "actions/signature/output/framed_picture.hpp"
#include "actions/signature/output/render.hpp"
#include "actions/signature/picture/extract_ink.hpp"
#include "actions/signature/picture/trace.hpp"
#include "actions/signature/svg/read_svg.hpp"
#include "actions/signature/visible_ink.hpp"

#include <baton/media/picture.hpp>
#include <baton/media/sniff.hpp>

#include <utility>

namespace baton::signature {
namespace {

Drawing paths_of(const Signature& signature, const Options& options) {
    if (const Drawing* drawing = std::get_if<Drawing>(&signature)) return *drawing;
    Drawing drawing = trace(std::get<InkPicture>(signature));
    make_visible(drawing, options);
    return drawing;
}

// An SVG of some bytes may ask for thousands of pictures, one upon the other.
constexpr double most_layers = 200;

}  // namespace

result<Signature> read_picture(media::BytesView file, const Options& options, const Settings& settings) {
    if (media::sniff(file) == media::Kind::svg) {
        auto drawing = read_svg(file, {.current_colour = visible_ink(options), .background = options.background});
        if (!drawing) return drawing.error();
        if (layers(*drawing) > most_layers) return Error{errc::too_large, "the SVG paints over itself too often", {}};
        make_visible(*drawing, options);
        return Signature{std::move(*drawing)};
    }
    auto picture = media::decode(file, {.max_pixels = settings.max_pixels});
    if (!picture) return picture.error();
    InkPicture ink = extract_ink(*picture);
    make_visible(ink, options);
    return Signature{std::move(ink)};
}

double way_of(const Signature& signature, const Options& options) {
    const Drawing drawing = paths_of(signature, options);
    return shows_on(drawing, options.background) ? outline_way(drawing, ink_box(drawing)) : 0;
}

result<media::Bytes> render(const Signature& signature, Format format, const Options& options) {
    const InkPicture* picture = std::get_if<InkPicture>(&signature);
    if (picture && (format == Format::png || format == Format::jpg)) return encode(framed(*picture), format, options);
    return render(paths_of(signature, options), format, options);
}

}  // namespace baton::signature
