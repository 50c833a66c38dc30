#include "actions/signature/inspector.hpp"

#include "actions/signature/options.hpp"
#include "actions/signature/output/bounds.hpp"
#include "actions/signature/policy.hpp"
#include "actions/signature/svg/read_svg.hpp"

#include <baton/media/picture.hpp>
#include <baton/media/sniff.hpp>

#include <boost/json/value.hpp>

#include <cmath>
#include <cstdint>

namespace baton::signature {
namespace {

/// What a byte of an SVG costs, in pixels of a photo: 2 MiB of it are as dear as 25 megapixels.
constexpr std::uint64_t pixels_per_byte = 12;

}  // namespace

SignatureInspector::SignatureInspector(const Settings& settings) : settings_(settings) {}

result<boost::json::object> SignatureInspector::inspect(const InputFile& file, const boost::json::object& object) {
    const auto options = read_options(object);
    if (!options) return options.error();
    if (auto allowed = allow(Method::upload, options->methods); !allowed) return allowed.error();
    if (media::sniff(file.bytes) == media::Kind::svg) {
        const auto drawing = read_svg(file.bytes);
        if (!drawing) return drawing.error();
        const Box ink = ink_box(*drawing);
        return boost::json::object{{"width", static_cast<std::int64_t>(std::ceil(ink.width()))},
                                   {"height", static_cast<std::int64_t>(std::ceil(ink.height()))},
                                   {"type", media::media_type(media::Kind::svg)}};
    }
    const auto header = media::check(file.bytes, settings_.max_pixels);
    if (!header) return header.error();
    const media::Size size = header->upright();
    return boost::json::object{
        {"width", size.width}, {"height", size.height}, {"type", media::media_type(header->kind)}};
}

std::uint64_t SignatureInspector::weigh(const InputFile& file) {
    if (media::sniff(file.bytes) == media::Kind::svg) return file.bytes.size() * pixels_per_byte;
    return media::pixels_ahead(file.bytes, settings_.max_pixels);
}

}  // namespace baton::signature
