#include "actions/signature/lettering/font.hpp"

#include <hb-ft.h>
#include FT_OUTLINE_H

namespace baton::signature {
namespace {

// Collects what FreeType tells of an outline: font units, y growing upwards.
class OutlineReader {
public:
    OutlineReader(Point origin, double scale, std::vector<Contour>& contours)
        : origin_{origin}, scale_{scale}, contours_{contours} {}

    bool read(FT_Outline& outline) {
        static constexpr FT_Outline_Funcs functions{move_to, line_to, conic_to, cubic_to, 0, 0};
        return FT_Outline_Decompose(&outline, &functions, this) == 0;
    }

private:
    static OutlineReader& self(void* user) { return *static_cast<OutlineReader*>(user); }

    static int move_to(const FT_Vector* to, void* user) {
        self(user).contours_.push_back({self(user).placed(to), {}});
        return 0;
    }

    static int line_to(const FT_Vector* to, void* user) {
        self(user).contours_.back().line_to(self(user).placed(to));
        return 0;
    }

    static int conic_to(const FT_Vector* control, const FT_Vector* to, void* user) {
        Contour& contour = self(user).contours_.back();
        const Point start = contour.pieces.empty() ? contour.start : contour.pieces.back().to[2];
        const Point middle = self(user).placed(control);
        const Point end = self(user).placed(to);
        const auto towards_middle = [&](Point from) {
            return Point{from.x + (middle.x - from.x) * 2 / 3, from.y + (middle.y - from.y) * 2 / 3};
        };
        contour.curve_to(towards_middle(start), towards_middle(end), end);
        return 0;
    }

    static int cubic_to(const FT_Vector* first, const FT_Vector* second, const FT_Vector* to, void* user) {
        OutlineReader& reader = self(user);
        reader.contours_.back().curve_to(reader.placed(first), reader.placed(second), reader.placed(to));
        return 0;
    }

    Point placed(const FT_Vector* at) const {
        return {origin_.x + scale_ * static_cast<double>(at->x), origin_.y - scale_ * static_cast<double>(at->y)};
    }

    Point origin_;
    double scale_;
    std::vector<Contour>& contours_;
};

struct DestroyBuffer {
    void operator()(hb_buffer_t* buffer) const { hb_buffer_destroy(buffer); }
};

std::unique_ptr<hb_buffer_t, DestroyBuffer> shaped(const Item& item, hb_font_t* shaper) {
    std::unique_ptr<hb_buffer_t, DestroyBuffer> buffer{hb_buffer_create()};
    hb_buffer_add_codepoints(buffer.get(), item.text.data(), static_cast<int>(item.text.size()),
                             static_cast<unsigned>(item.begin), static_cast<int>(item.count));
    hb_buffer_set_direction(buffer.get(), item.right_to_left ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer.get(), item.script);
    hb_buffer_set_language(buffer.get(), hb_language_from_string("und", -1));
    hb_shape(shaper, buffer.get(), nullptr, 0);
    return buffer;
}

}  // namespace

result<Font> Font::open(FT_Library library, media::BytesView bytes) {
    FT_Face opened = nullptr;
    if (FT_New_Memory_Face(library, reinterpret_cast<const FT_Byte*>(bytes.data()), static_cast<FT_Long>(bytes.size()),
                           0, &opened) != 0) {
        return Error{errc::processing_failed, "a font cannot be read", {}};
    }
    FacePointer face{opened};
    if (!FT_IS_SCALABLE(face.get()) || face->units_per_EM == 0) {
        return Error{errc::processing_failed, "a font has no outlines", {}};
    }
    // HarfBuzz counts in font units unless told otherwise.
    hb_face_t* tables = hb_ft_face_create_referenced(face.get());
    FontPointer shaper{hb_font_create(tables)};
    hb_face_destroy(tables);
    return Font{std::move(face), std::move(shaper)};
}

bool Font::has(std::uint32_t letter) const {
    return FT_Get_Char_Index(face_.get(), letter) != 0;
}

Font::Written Font::write(const Item& item, Point pen, double size, std::vector<Contour>& contours) const {
    const auto buffer = shaped(item, shaper_.get());
    const double scale = size / face_->units_per_EM;
    unsigned count = 0;
    const hb_glyph_info_t* glyphs = hb_buffer_get_glyph_infos(buffer.get(), &count);
    const hb_glyph_position_t* positions = hb_buffer_get_glyph_positions(buffer.get(), &count);
    Written written{pen};
    for (unsigned i = 0; i < count; ++i) {
        const Point at{written.pen.x + scale * positions[i].x_offset, written.pen.y - scale * positions[i].y_offset};
        const FT_Int32 flags = FT_LOAD_NO_SCALE | FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP;
        written.complete = written.complete && glyphs[i].codepoint != 0 &&
                           FT_Load_Glyph(face_.get(), glyphs[i].codepoint, flags) == 0 &&
                           face_->glyph->format == FT_GLYPH_FORMAT_OUTLINE &&
                           OutlineReader{at, scale, contours}.read(face_->glyph->outline);
        written.pen.x += scale * positions[i].x_advance;
        written.pen.y -= scale * positions[i].y_advance;
        if (!written.complete) break;
    }
    return written;
}

}  // namespace baton::signature
