#include "actions/signature/lettering/lettering.hpp"

#include "actions/signature/lettering/font.hpp"
#include "actions/signature/lettering/text_runs.hpp"

#include <algorithm>
#include <cstdio>
#include <utility>

namespace baton::signature {
namespace {

constexpr double em = 64;  // px

struct CloseLibrary {
    void operator()(FT_Library library) const { FT_Done_FreeType(library); }
};

struct Face {
    Lettering::FaceName name;
    std::vector<Font> fonts;
};

Error bad_text(std::string why) {
    return {errc::invalid_input, std::move(why), "/data/text"};
}

Error missing(const Face& face, std::uint32_t letter) {
    char code[16];
    std::snprintf(code, sizeof code, "U+%04X", static_cast<unsigned>(letter));
    return bad_text("the face " + face.name.name + " cannot write the character " + code);
}

result<Shape> written(std::span<const std::uint32_t> text, const Face& face) {
    const Cut cut = cut_into_runs(text, face.fonts.size(),
                                  [&](std::size_t font, std::uint32_t letter) { return face.fonts[font].has(letter); });
    if (cut.missing_letter) return missing(face, *cut.missing_letter);
    Shape shape;
    Point pen;
    for (const Run& run : cut.runs) {
        const Item item{text, run.begin, run.count, run.script, run.level % 2 == 1};
        const auto end = face.fonts[run.font].write(item, pen, em, shape.contours);
        if (!end.complete) return missing(face, text[run.begin]);
        pen = end.pen;
    }
    return shape;
}

}  // namespace

struct Lettering::Faces {
    // The library goes last: the faces are parts of it.
    std::unique_ptr<FT_LibraryRec_, CloseLibrary> library;
    std::vector<Face> faces;
};

Lettering::Lettering(std::unique_ptr<Faces> faces) : faces_{std::move(faces)} {}
Lettering::Lettering(Lettering&&) noexcept = default;
Lettering& Lettering::operator=(Lettering&&) noexcept = default;
Lettering::~Lettering() = default;

result<Lettering> Lettering::load(std::span<const FontFile> files) {
    auto faces = std::make_unique<Faces>();
    FT_Library library = nullptr;
    if (FT_Init_FreeType(&library) != 0) return Error{errc::processing_failed, "FreeType does not start", {}};
    faces->library.reset(library);
    for (const FontFile& file : files) {
        auto font = Font::open(library, file.bytes);
        if (!font) return Error{errc::processing_failed, "the face " + file.id + ": " + font.error().detail, {}};
        if (faces->faces.empty() || faces->faces.back().name.id != file.id) {
            faces->faces.push_back({{file.id, file.name}, {}});
        }
        faces->faces.back().fonts.push_back(std::move(*font));
    }
    return Lettering{std::move(faces)};
}

std::vector<Lettering::FaceName> Lettering::faces() const {
    std::vector<FaceName> names;
    for (const Face& face : faces_->faces) names.push_back(face.name);
    return names;
}

result<Drawing> Lettering::write(std::string_view utf8, std::string_view face, Colour colour) const {
    const auto found = std::ranges::find(faces_->faces, face, [](const Face& each) { return each.name.id; });
    if (found == faces_->faces.end()) return Error{errc::invalid_input, "there is no such face", "/data/face"};
    // No letter is longer than four bytes.
    if (utf8.size() > 4 * max_letters) return bad_text("the text is too long");
    const auto text = code_points(utf8);
    if (!text) return bad_text("the text has control characters or is no UTF-8");
    if (text->size() > max_letters) return bad_text("the text is too long");
    auto shape = written(*text, *found);
    if (!shape) return shape.error();
    if (shape->contours.empty()) return bad_text("there is nothing to be seen");
    shape->colour = colour;
    Drawing drawing;
    drawing.shapes.push_back(std::move(*shape));
    return drawing;
}

}  // namespace baton::signature
