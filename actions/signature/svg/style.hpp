#pragma once

#include "actions/signature/svg/colour.hpp"
#include "actions/signature/svg/stroke.hpp"
#include "actions/signature/svg/variables.hpp"
#include "actions/signature/svg/viewport.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace baton::signature::svg {

/// What an element is painted with, after inheritance.
struct Style {
    Tint colour;  ///< what `currentColor` means
    Tint fill{{}, 1};
    Tint stroke{{}, 0};
    double fill_opacity = 1;
    double stroke_opacity = 1;
    double opacity = 1;  ///< of the element and all around it, multiplied
    Pen pen;
    std::shared_ptr<const std::vector<double>> dashes;  ///< lengths of marks and gaps in turn; none for a whole line
    double dash_offset = 0;
    bool fixed_width = false;   ///< the pen is as wide as it says, whatever transforms the path
    bool stroke_first = false;  ///< below the fill
    FillRule rule = FillRule::nonzero;
    bool visible = true;               ///< `visibility`: a child may be visible again
    bool displayed = true;             ///< `display`: no child is displayed again
    bool clipped = true;               ///< `overflow` of a picture within the picture
    std::optional<ViewBox> clip_path;  ///< what shows of the element, in its own user units
    Tint stop{{}, 1};                  ///< of a gradient
    double stop_opacity = 1;
    std::shared_ptr<const Variables> variables;

    double fill_alpha() const { return visible ? fill.alpha * fill_opacity * opacity : 0; }
    double stroke_alpha() const { return visible && pen.width > 0 ? stroke.alpha * stroke_opacity * opacity : 0; }
    bool shows_fill() const { return fill_alpha() >= faintest; }
    bool shows_stroke() const { return stroke_alpha() >= faintest; }

    /// Ink fainter than this can hardly be seen, and is left out.
    static constexpr double faintest = 0.1;
};

}  // namespace baton::signature::svg
