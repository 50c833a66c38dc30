#pragma once

#include "actions/signature/drawing.hpp"

#include <baton/media/bytes.hpp>
#include <baton/result.hpp>

#include <ft2build.h>
#include FT_FREETYPE_H
#include <hb.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace baton::signature {

/// Part of a text that is shaped at once: one script, one direction.
struct Item {
    std::span<const std::uint32_t> text;  ///< all of it: letters join across the ends of an item
    std::size_t begin = 0;
    std::size_t count = 0;
    hb_script_t script = HB_SCRIPT_COMMON;
    bool right_to_left = false;
};

/// A font file, ready to write with. Not for two threads at once.
class Font {
public:
    /// Errors: `processing_failed` (FreeType cannot read it).
    static result<Font> open(FT_Library library, media::BytesView bytes);

    bool has(std::uint32_t letter) const;

    /// Shapes an item and adds its outlines to `contours`, from `pen` on to the right, with y growing downwards.
    /// Returns where the pen is afterwards. Units are `size` to the em. False in `complete` if a letter came out as
    /// the sign for a missing one.
    struct Written {
        Point pen;
        bool complete = true;
    };
    Written write(const Item& item, Point pen, double size, std::vector<Contour>& contours) const;

private:
    struct CloseFace {
        void operator()(FT_Face face) const { FT_Done_Face(face); }
    };
    struct DestroyFont {
        void operator()(hb_font_t* font) const { hb_font_destroy(font); }
    };
    using FacePointer = std::unique_ptr<FT_FaceRec_, CloseFace>;
    using FontPointer = std::unique_ptr<hb_font_t, DestroyFont>;

    Font(FacePointer face, FontPointer shaper) : face_{std::move(face)}, shaper_{std::move(shaper)} {}

    FacePointer face_;
    FontPointer shaper_;
};

}  // namespace baton::signature
