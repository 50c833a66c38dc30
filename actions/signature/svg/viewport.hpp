#pragma once

#include "actions/signature/svg/matrix.hpp"

#include <optional>
#include <string_view>

namespace baton::signature::svg {

/// What percentages refer to, in user units.
struct Viewport {
    double width = 300;  ///< of an `svg` that says nothing else (CSS 2.2, 10.3.2)
    double height = 150;

    double diagonal() const { return std::sqrt((width * width + height * height) / 2); }
};

/// `min-x min-y width height`.
struct ViewBox {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
};

/// A length in CSS px; a percentage is of `whole`. Relative units take a font size of 16 px.
std::optional<double> read_length(std::string_view text, double whole);

/// True for a length that browsers understand and `read_length` does not: by the size of a window or of letters, or to
/// be computed.
bool is_foreign_length(std::string_view text);

/// Nothing if it is malformed or has no area.
std::optional<ViewBox> read_view_box(std::string_view text);

/// How `box` comes to lie in `viewport`, by the rule of `preserveAspectRatio` (SVG 2, 8.6); default `xMidYMid meet`.
Matrix fitting(const ViewBox& box, const Viewport& viewport, std::string_view preserve_aspect_ratio);

}  // namespace baton::signature::svg
