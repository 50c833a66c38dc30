// EXIF and XMP: the same input as either.
#include "tests/fuzz/harness.hpp"

#include <baton/media/metadata.hpp>

using namespace baton;
using fuzz::expect;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto bytes = fuzz::bytes_of(fuzz::text_of(data, size));
    const auto orientation = media::exif_orientation(bytes);
    expect(static_cast<unsigned>(orientation) - 1 < 8, "one of eight orientations");
    media::Metadata metadata;
    metadata.exif.assign(bytes.begin(), bytes.end());
    metadata.xmp = metadata.exif;
    metadata.comments.push_back(metadata.exif);
    const auto upright = media::for_upright_pixels(std::move(metadata));
    expect(media::exif_orientation(upright.exif) == media::Orientation::upright, "upright afterwards");
    expect(upright.exif.size() <= 16 * size + 4096, "EXIF does not blow up");
    expect(upright.xmp.size() == size && upright.comments.size() == 1, "XMP keeps its length");
    const auto twice = media::for_upright_pixels(upright);
    expect(media::exif_orientation(twice.exif) == media::Orientation::upright && twice.xmp == upright.xmp, "and again");
    return 0;
}
