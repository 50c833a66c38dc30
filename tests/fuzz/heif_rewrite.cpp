// HEIF files taken apart and written anew, without decoding any: what libheif will see.
#include "media/src/heic/rewrite.hpp"
#include "tests/fuzz/picture.hpp"

using namespace baton;
using fuzz::expect;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto file = fuzz::bytes_of(fuzz::text_of(data, size));
    const auto container = media::heic::read_container(file);
    if (!container) return fuzz::check_error(container.error()), 0;
    const auto parts = media::heic::parts_of(*container, fuzz::max_pixels);
    if (!parts) return fuzz::check_error(parts.error()), 0;
    expect(!parts->items.empty() && parts->items.front() == container->primary, "the primary item comes first");
    const auto plain = media::heic::rewritten(*container, *parts, size);
    if (!plain) return fuzz::check_error(plain.error()), 0;
    // Per item at most 9 properties, which may be whole boxes of the file each once.
    expect(plain->size() <= 2 * size + 1024 + parts->items.size() * 128, "little is added");
    const auto again = media::heic::read_container(*plain);
    expect(again.has_value() && again->primary == 1, "what was written can be read");
    const auto same = media::heic::parts_of(*again, fuzz::max_pixels);
    expect(same.has_value() && same->items.size() == parts->items.size(), "nothing is there but what is needed");
    expect(again->items.size() == parts->items.size(), "and nothing beside it");
    const auto twice = media::heic::rewritten(*again, *same, plain->size());
    expect(twice.has_value() && *twice == *plain, "writing it again changes nothing");
    return 0;
}
