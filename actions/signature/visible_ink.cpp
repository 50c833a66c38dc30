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

// Squared, of colours as equally light as red and mid grey. Yellow is not that far from white.
constexpr int least_distance = 3 * 80 * 80;

constexpr Colour black{0, 0, 0};
constexpr Colour white{255, 255, 255};

// The eye hardly sees blue lines for their hue.
int distance(Colour one, Colour other) {
    const int red = one.red - other.red;
    const int green = one.green - other.green;
    const int blue = one.blue - other.blue;
    return red * red + green * green + blue * blue / 4;
}

// What of a drawing is painted in colours that can be seen, or in those that cannot.
Drawing part_of(const Drawing& drawing, Colour background, bool seen) {
    Drawing part;
    for (const Shape& shape : drawing.shapes) {
        if (can_be_seen(shape.colour, background) == seen) part.shapes.push_back(shape);
    }
    return part;
}

// Small pictures of a drawing, of what can be seen in it, and of what cannot.
struct Previews {
    media::Image whole;
    media::Image seen;
    media::Image unseen;
};

bool is_dense(const std::uint8_t* pixel) {
    return pixel[3] >= 128;
}

// True if a good part of either lies where the other is, or if what came later hides some of what was seen, as an
// eraser does. Lines that cross have little in common.
bool overlap(const Previews& previews, Colour background) {
    std::uint64_t ink = 0;
    std::uint64_t more_ink = 0;
    std::uint64_t both = 0;
    std::uint64_t hidden = 0;
    for (std::size_t at = 0; at < previews.whole.byte_count(); at += 4) {
        const std::uint8_t* seen = previews.seen.row(0) + at;
        const std::uint8_t* unseen = previews.unseen.row(0) + at;
        ink += seen[3];
        more_ink += unseen[3];
        const std::uint64_t common = std::min(seen[3], unseen[3]);
        both += common;
        const std::uint8_t* whole = previews.whole.row(0) + at;
        if (common > 0 && !can_be_seen({whole[0], whole[1], whole[2]}, background)) hidden += common;
    }
    constexpr std::uint64_t good_part = 10;
    constexpr std::uint64_t hidden_part = 50;
    const std::uint64_t least = std::min(ink, more_ink);
    return both * good_part > least || hidden * hidden_part > least;
}

// True if most of the edge of what cannot be seen runs along what can, as in traces whose white parts lie in holes of
// the black ones. Where the picture ends is no edge.
bool touch(const Previews& previews) {
    const auto [width, height] = previews.seen.size();
    const auto any_near = [&](std::uint32_t x, std::uint32_t y, bool corners, auto is) {
        for (std::uint32_t row = y - (y > 0 ? 1 : 0); row <= std::min(y + 1, height - 1); ++row) {
            for (std::uint32_t column = x - (x > 0 ? 1 : 0); column <= std::min(x + 1, width - 1); ++column) {
                if ((corners || row == y || column == x) && is(row, std::size_t{column} * 4)) return true;
            }
        }
        return false;
    };
    const auto is_bare = [&](std::uint32_t row, std::size_t at) { return !is_dense(previews.unseen.row(row) + at); };
    const auto is_seen = [&](std::uint32_t row, std::size_t at) { return is_dense(previews.seen.row(row) + at); };
    std::uint64_t edge = 0;
    std::uint64_t touching = 0;
    for (std::uint32_t y = 0; y < height; ++y) {
        for (std::uint32_t x = 0; x < width; ++x) {
            if (is_bare(y, std::size_t{x} * 4) || !any_near(x, y, false, is_bare)) continue;
            ++edge;
            touching += any_near(x, y, true, is_seen) ? 1 : 0;
        }
    }
    return touching * 2 > edge;
}

}  // namespace

bool can_be_seen(Colour ink, Colour background) {
    return contrast(ink, background) >= least_contrast || distance(ink, background) >= least_distance;
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
    if (!seen.shapes.empty()) {
        const Previews previews{preview(drawing, box), preview(seen, box), preview(unseen, box)};
        if (overlap(previews, options.background) || touch(previews)) return;
    }
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
