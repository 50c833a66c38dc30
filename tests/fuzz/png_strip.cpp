// PNGs without what is not picture.
#include "tests/fuzz/picture.hpp"

#include <baton/media/png.hpp>

using namespace baton;
using fuzz::expect;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto file = fuzz::bytes_of(fuzz::text_of(data, size));
    if (media::sniff(file) != media::Kind::png) return -1;
    const auto stripped = media::stripped_png(file, {.max_pixels = fuzz::max_pixels});
    if (!stripped) return fuzz::check_error(stripped.error()), 0;
    if (!*stripped) return 0;
    expect((*stripped)->size() <= size, "nothing is added");
    const auto source = media::decode(file, {.max_pixels = fuzz::max_pixels});
    const auto again = media::decode(**stripped, {.max_pixels = fuzz::max_pixels});
    expect(source.has_value() && again.has_value(), "both decode");
    expect(fuzz::same_pixels(source->image, again->image), "the same pixels");
    expect(again->metadata.empty(), "no metadata is left");
    expect(again->icc == source->icc, "the profile stays");
    const auto coded = media::encode_png(source->image, {.icc = source->icc, .metadata = &source->metadata});
    expect(coded.has_value(), "it can be encoded");
    const auto decoded = media::decode(*coded, {.max_pixels = fuzz::max_pixels});
    expect(decoded.has_value() && fuzz::same_pixels(source->image, decoded->image), "and comes back as it was");
    return 0;
}
