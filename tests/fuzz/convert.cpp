// A photo as a stranger sends it, through all of what the action does: every format, options drawn from the input.
#include "actions/photo/convert.hpp"

#include "tests/fuzz/picture.hpp"

#include <algorithm>

using namespace baton;
using fuzz::expect;

namespace {

void check_made(const media::Bytes& made, const photo::Recipe& recipe) {
    if (recipe.format == photo::Format::pdf) {
        expect(!std::ranges::search(made, fuzz::bytes_of("%%EOF")).empty(), "a whole PDF");
        return;
    }
    const auto picture = media::decode(made, {.max_pixels = fuzz::max_pixels});
    expect(picture.has_value(), "the result decodes");
    fuzz::check_picture(*picture);
    expect(picture->header.kind == (recipe.format == photo::Format::jpg ? media::Kind::jpeg : media::Kind::png),
           "kind");
    expect(picture->header.orientation == media::Orientation::upright, "upright");
    if (!recipe.options.keep_metadata) expect(picture->metadata.empty(), "no metadata is left");
    const auto longest = picture->image.size().long_side();
    if (recipe.options.max_px != 0) expect(longest <= recipe.options.max_px, "not larger than asked for");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text_of(data, size);
    const auto file = fuzz::bytes_of(text);
    const auto header = media::check(file, fuzz::max_pixels);
    const auto choice = fuzz::hash(text);
    photo::Recipe recipe;
    recipe.settings.max_pixels = fuzz::max_pixels;
    recipe.options.keep_metadata = (choice & 1) != 0;
    if ((choice & 6) == 0) recipe.options.max_px = 1 + choice / 8 % 300;
    if ((choice & 24) == 0) recipe.options.quality = static_cast<int>(1 + choice / 32 % 100);
    for (const auto format : {photo::Format::jpg, photo::Format::png, photo::Format::pdf}) {
        recipe.format = format;
        const auto made = photo::convert(file, recipe, false);
        expect(made.has_value() == header.has_value(), "what passes the check becomes a result");
        if (!made) {
            fuzz::check_error(made.error());
            continue;
        }
        check_made(*made, recipe);
        const bool regular = !header->irregular;
        if (!regular) continue;
        const auto again = photo::convert(file, recipe, true);
        expect(again.has_value() && *again == *made, "a picture found regular gives the same result");
    }
    return 0;
}
