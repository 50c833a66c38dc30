#include "actions/signature/visible_ink.hpp"

#include "actions/signature/colour.hpp"
#include "actions/signature/output/bounds.hpp"
#include "actions/signature/output/raster.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace baton::signature {
namespace {

// Of WCAG's contrast ratio: on white, grey up to #e5e5e5 can be seen, and cyan; yellow cannot.
constexpr double least_contrast = 1.25;

constexpr Colour black{0, 0, 0};
constexpr Colour white{255, 255, 255};

// What of a drawing is painted in colours that can be seen, or in those that cannot.
Drawing part_of(const Drawing& drawing, Colour background, bool seen) {
    Drawing part;
    for (const Shape& shape : drawing.shapes) {
        if (can_be_seen(shape.colour, background) == seen) part.shapes.push_back(shape);
    }
    return part;
}

// True if a good part of either lies where the other is. Lines that cross have little in common.
bool overlap(const Drawing& one, const Drawing& other, const Box& box) {
    const media::Image first = preview(one, box);
    const media::Image second = preview(other, box);
    std::uint64_t ink = 0;
    std::uint64_t more_ink = 0;
    std::uint64_t both = 0;
    for (std::size_t at = 3; at < first.byte_count(); at += 4) {
        ink += first.row(0)[at];
        more_ink += second.row(0)[at];
        both += std::min(first.row(0)[at], second.row(0)[at]);
    }
    constexpr std::uint64_t good_part = 10;
    return both * good_part > std::min(ink, more_ink);
}

}  // namespace

bool can_be_seen(Colour ink, Colour background) {
    return contrast(ink, background) >= least_contrast;
}

Colour visible_ink(const Options& options) {
    for (const Colour ink : {options.ink, black}) {
        if (can_be_seen(ink, options.background)) return ink;
    }
    return white;
}

void make_visible(Drawing& drawing, const Options& options) {
    const Drawing unseen = part_of(drawing, options.background, false);
    const Box box = ink_box(drawing);
    if (unseen.shapes.empty() || !can_be_placed(box)) return;
    const Drawing seen = part_of(drawing, options.background, true);
    if (!seen.shapes.empty() && overlap(seen, unseen, box)) return;
    for (Shape& shape : drawing.shapes) {
        if (!can_be_seen(shape.colour, options.background)) shape.colour = visible_ink(options);
    }
}

void make_visible(InkPicture& picture, const Options& options) {
    const Colour ink = visible_ink(options);
    const std::array as_written{ink.red, ink.green, ink.blue};
    Colour last = options.background;
    bool seen = false;
    for (std::uint32_t y = 0; y < picture.pixels.size().height; ++y) {
        std::uint8_t* pixel = picture.pixels.row(y);
        for (std::uint32_t x = 0; x < picture.pixels.size().width; ++x, pixel += 4) {
            if (pixel[3] == 0) continue;
            // Neighbours mostly have one colour.
            const Colour colour{pixel[0], pixel[1], pixel[2]};
            if (colour != last) seen = can_be_seen(colour, options.background);
            last = colour;
            if (!seen) std::ranges::copy(as_written, pixel);
        }
    }
}

bool shows_on(const Drawing& drawing, Colour background) {
    const Box box = ink_box(drawing);
    if (!can_be_placed(box)) return false;
    const media::Image picture = preview(drawing, box);
    const std::uint8_t* pixels = picture.row(0);
    const std::uint8_t* end = pixels + picture.byte_count();
    std::uint8_t most = 0;
    for (const std::uint8_t* pixel = pixels; pixel != end; pixel += 4) most = std::max(most, pixel[3]);
    // Of what lies under other ink an edge shines through.
    for (const std::uint8_t* pixel = pixels; pixel != end; pixel += 4) {
        const bool whole = pixel[3] > 0 && pixel[3] >= most / 2;
        if (whole && can_be_seen({pixel[0], pixel[1], pixel[2]}, background)) return true;
    }
    return false;
}

}  // namespace baton::signature
