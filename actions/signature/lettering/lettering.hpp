#pragma once

#include "actions/signature/drawing.hpp"
#include "actions/signature/lettering/font_file.hpp"

#include <baton/result.hpp>

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace baton::signature {

/// Longer texts are no signature.
inline constexpr std::size_t max_letters = 200;

/// Writes names in handwriting faces. Not for two threads at once. Opens no files.
class Lettering {
public:
    struct FaceName {
        std::string id;
        std::string name;
    };

    /// Files with the same id, one after the other, are one face. Their bytes must outlive the object.
    /// Errors: `processing_failed` (a file that FreeType cannot read).
    static result<Lettering> load(std::span<const FontFile> files);

    Lettering(Lettering&&) noexcept;
    Lettering& operator=(Lettering&&) noexcept;
    ~Lettering();

    std::vector<FaceName> faces() const;

    /// The text as outlines, in one shape: letters joined as their script asks for, directions mixed as Unicode says,
    /// on a baseline at y = 0, with an em of 64 px. Errors: `invalid_input` with the pointer `/data/face` (no such
    /// face) or `/data/text` (nothing to be seen, more than `max_letters`, control characters, or a letter that the
    /// face does not have).
    result<Drawing> write(std::string_view utf8, std::string_view face, Colour colour) const;

private:
    struct Faces;
    explicit Lettering(std::unique_ptr<Faces> faces);

    std::unique_ptr<Faces> faces_;
};

}  // namespace baton::signature
