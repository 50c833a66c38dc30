#pragma once

#include "actions/signature/drawing.hpp"
#include "actions/signature/svg/clip.hpp"
#include "actions/signature/svg/matrix.hpp"
#include "actions/signature/svg/path.hpp"
#include "actions/signature/svg/style.hpp"
#include "actions/signature/svg/viewport.hpp"

#include <cstddef>
#include <vector>

namespace baton::signature::svg {

/// Where and how a path lies in the picture.
struct Position {
    Matrix matrix;           ///< from the path's units to the picture's
    Clip clip;               ///< in the picture's
    double path_length = 0;  ///< what the path says that it is long, which its dashes go by; 0 for as it is
};

/// Collects what paths paint, in order, as shapes of one coordinate system. Ink that lets the paper through has the
/// colour that it has there.
class Painter {
public:
    struct Limits {
        std::size_t pieces = 0;     ///< of all shapes together
        double max_coordinate = 0;  ///< distance from zero
    };

    /// `paper` is what the picture covers; outlines of strokes are exact to a fraction of it. `ground` is its colour.
    Painter(const Viewport& paper, Colour ground, const Limits& limits);

    /// Fills and strokes `path`. `simple`: its outline never crosses itself.
    void paint(const Path& path, const Style& style, const Position& position, bool simple);

    /// True if a coordinate left the limits: the drawing is not whole.
    bool out_of_range() const { return out_of_range_; }
    bool out_of_pieces() const { return budget_.exhausted(); }

    Drawing take() { return std::move(drawing_); }

private:
    void fill(const Path& path, const Style& style, const Position& position, bool simple);
    void stroke(const Path& path, const Style& style, const Position& position);
    std::vector<Contour> outlines(const Path& path, const Style& style, double path_length, double tolerance);
    void add(std::vector<Contour> contours, const Position& position, const Shape& kind, bool positive);
    Colour on_ground(const Tint& tint, double alpha) const;
    bool is_paper(const Path& path, const Matrix& matrix) const;
    void transform(Contour& contour, const Matrix& matrix);
    Point transformed(Point point, const Matrix& matrix);

    Viewport paper_;
    Colour ground_;
    double max_coordinate_;
    Budget budget_;
    Drawing drawing_;
    bool begun_ = false;     // something was painted, or the paper was seen
    bool positive_ = false;  // no winding number of the last shape is negative
    bool out_of_range_ = false;
};

}  // namespace baton::signature::svg
