#pragma once

#include "actions/signature/drawing.hpp"

#include <baton/media/bytes.hpp>
#include <baton/result.hpp>

#include <cstddef>

namespace baton::signature {

struct SvgOptions {
    Colour current_colour;                ///< what `currentColor` means where the file does not say
    Colour background{0xff, 0xff, 0xff};  ///< what shows through where ink is not opaque
};

/// Rebuilds what browsers show of an SVG from its numbers and colours. Nothing else of the file is in the result, and
/// nothing outside of it is looked at. Strokes become outlines, gradients the colour of their first stop.
/// A rectangle as large as the picture that everything else lies on is paper, not ink, and is left out.
/// A file without ink gives a drawing without shapes. Coordinates are finite and within ±`svg_max_coordinate`, in CSS
/// px. Errors: `unsupported_media` (broken XML, no SVG, declarations of entities, coordinates out of range, and what
/// would come out differently: text, pictures, filters, masks, …), `too_large` (more than 2 MiB, more pieces of paths
/// than a drawing can need, more copies or styles).
// decision 0055
// decision 0053
result<Drawing> read_svg(media::BytesView file, const SvgOptions& options = {});

inline constexpr double svg_max_coordinate = 1e7;

/// Pieces of paths that a file may have, and that a drawing may have once strokes are outlines.
inline constexpr std::size_t svg_max_pieces = 200'000;
inline constexpr std::size_t svg_max_outline_pieces = 400'000;

}  // namespace baton::signature
