// Decoding and checking one kind of picture (BATON_FUZZ_KIND): both see the same faults, sizes are what the header
// says.
#include "tests/fuzz/picture.hpp"

#include <baton/media/sniff.hpp>

using namespace baton;
using fuzz::expect;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto file = fuzz::bytes_of(fuzz::text_of(data, size));
    if (media::sniff(file) != media::Kind::BATON_FUZZ_KIND) return -1;
    const auto picture = media::decode(file, {.max_pixels = fuzz::max_pixels});
    const auto header = media::check(file, fuzz::max_pixels);
    expect(picture.has_value() == header.has_value(), "who checks sees what who decodes sees");
    if (!picture) {
        fuzz::check_error(picture.error());
        expect(header.error().code == picture.error().code, "the same refusal");
        return 0;
    }
    fuzz::check_picture(*picture);
    expect(picture->header.kind == media::Kind::BATON_FUZZ_KIND, "the kind it is");
    expect(picture->image.size() == picture->header.stored, "the size that the header says");
    expect(header->stored == picture->header.stored && header->orientation == picture->header.orientation,
           "one header");
    const auto small = media::decode(file, {.max_pixels = fuzz::max_pixels, .long_side = 16});
    expect(small.has_value(), "a smaller picture decodes too");
    fuzz::check_picture(*small);
    expect(small->header.stored == picture->header.stored, "the stored size stays");
    expect(small->image.size().long_side() >= std::min(16U, picture->header.stored.long_side()), "not too small");
    return 0;
}
