#pragma once

#include "actions/signature/svg/colour.hpp"
#include "actions/signature/svg/stroke.hpp"
#include "actions/signature/svg/viewport.hpp"

#include <pugixml.hpp>

namespace baton::signature::svg {

/// What an element is painted with, after inheritance.
struct Style {
    Colour colour;  ///< what `currentColor` means
    Tint fill{{}, 1};
    Tint stroke{{}, 0};
    double fill_opacity = 1;
    double stroke_opacity = 1;
    double opacity = 1;  ///< of the element and all around it, multiplied
    Pen pen;
    FillRule rule = FillRule::nonzero;
    bool visible = true;    ///< `visibility`: a child may be visible again
    bool displayed = true;  ///< `display`: no child is displayed again

    bool shows_fill() const { return visible && fill.alpha * fill_opacity * opacity >= faintest; }
    bool shows_stroke() const {
        return visible && pen.width > 0 && stroke.alpha * stroke_opacity * opacity >= faintest;
    }

    /// A Drawing is opaque: ink that can hardly be seen is left out rather than shown in full.
    static constexpr double faintest = 0.1;
};

/// The style of `element` inside of `parent`: its presentation attributes, then the simple declarations of its `style`
/// attribute. Declarations with `url(`, and everything that is no known property with a known value, are passed over.
Style style_of(const pugi::xml_node& element, const Style& parent, const Viewport& viewport);

}  // namespace baton::signature::svg
