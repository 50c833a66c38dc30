#pragma once

#include "actions/signature/drawing.hpp"

namespace baton::signature {

/// An upright rectangle in the drawing's unit.
struct Box {
    double left = 0;
    double top = 0;
    double right = 0;
    double bottom = 0;

    double width() const { return right - left; }
    double height() const { return bottom - top; }
    double long_side() const { return width() > height() ? width() : height(); }
};

/// The box of all ink: exact for straight lines and curves. Without ink (no contours, or none with an area) the box has
/// no area either.
Box ink_box(const Drawing& drawing);

/// False for ink that no writer could place: none, or so little of it that its coordinates tell nothing apart any more
/// (its longer side is below a millionth of a unit), or with a coordinate that is no number.
bool can_be_placed(const Box& ink);

/// How often the shapes of a drawing cover its box, each counted with its own box: what painting it costs, in pictures.
double layers(const Drawing& drawing);

/// The box that is shown: the ink's with 5 % of its longer side around it. Beside narrow ink it is less, so that ink
/// fills at least 60 % of the width; only ink taller than 16:1 has its whole margin again, lest pictures become
/// endless.
Box frame_around(const Box& ink);

/// About the way that a pen took, for drawings that have no strokes; in a frame whose longer side is 358 px, the pad on
/// a phone. With the length P of a shape's outlines and the area A in them it is √(P² − 4πA)/2: exact for a straight
/// line with round ends, nothing for a disc, and half the outline where ink is thin.
double outline_way(const Drawing& drawing, const Box& ink);

}  // namespace baton::signature
