#include "actions/signature/signature.hpp"

#include "actions/signature/output/bounds.hpp"
#include "actions/signature/output/framed_picture.hpp"
#include "actions/signature/output/raster.hpp"
#include "actions/signature/output/render.hpp"
#include "actions/signature/picture/extract_ink.hpp"
#include "actions/signature/picture/trace.hpp"
#include "actions/signature/svg/read_svg.hpp"

#include <baton/media/picture.hpp>
#include <baton/media/sniff.hpp>

#include <utility>

namespace baton::signature {
namespace {

Drawing paths_of(const Signature& signature, const Options& options) {
    if (const Drawing* drawing = std::get_if<Drawing>(&signature)) return *drawing;
    return trace(std::get<InkPicture>(signature), options.ink);
}

}  // namespace

result<Signature> read_picture(media::BytesView file, const Options& options, const Settings& settings) {
    if (media::sniff(file) == media::Kind::svg) {
        auto drawing = read_svg(file, {.current_colour = options.ink});
        if (!drawing) return drawing.error();
        return Signature{std::move(*drawing)};
    }
    auto picture = media::decode(file, {.max_pixels = settings.max_pixels});
    if (!picture) return picture.error();
    return Signature{extract_ink(*picture)};
}

double way_of(const Signature& signature, const Options& options) {
    const Drawing drawing = paths_of(signature, options);
    return shows(drawing) ? outline_way(drawing, ink_box(drawing)) : 0;
}

result<media::Bytes> render(const Signature& signature, Format format, const Options& options) {
    const InkPicture* picture = std::get_if<InkPicture>(&signature);
    if (picture && (format == Format::png || format == Format::jpg)) return encode(framed(*picture), format, options);
    return render(paths_of(signature, options), format, options);
}

}  // namespace baton::signature
