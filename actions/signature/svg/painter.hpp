#pragma once

#include "actions/signature/drawing.hpp"
#include "actions/signature/svg/matrix.hpp"
#include "actions/signature/svg/path.hpp"
#include "actions/signature/svg/style.hpp"

#include <cstddef>
#include <optional>

namespace baton::signature::svg {

/// Collects what paths paint, in order, as shapes of one coordinate system.
class Painter {
public:
    struct Limits {
        std::size_t pieces = 0;     ///< of all shapes together
        double max_coordinate = 0;  ///< distance from zero
    };

    /// `paper` is what the picture covers; outlines of strokes are exact to a fraction of it.
    Painter(const Viewport& paper, const Limits& limits);

    /// Fills and strokes `path`, whose units become the picture's by `matrix`. `simple`: its outline never crosses
    /// itself.
    void paint(const Path& path, const Style& style, const Matrix& matrix, bool simple);

    /// True if a coordinate left the limits: the drawing is not whole.
    bool out_of_range() const { return out_of_range_; }
    bool out_of_pieces() const { return budget_.exhausted(); }

    Drawing take() { return std::move(drawing_); }

private:
    void fill(const Path& path, const Style& style, const Matrix& matrix, bool simple);
    void stroke(const Path& path, const Style& style, const Matrix& matrix);
    void add(std::vector<Contour> contours, const Matrix& matrix, const Shape& kind, bool positive);
    bool is_paper(const Path& path, const Matrix& matrix) const;
    void transform(Contour& contour, const Matrix& matrix);
    Point transformed(Point point, const Matrix& matrix);

    Viewport paper_;
    double max_coordinate_;
    Budget budget_;
    Drawing drawing_;
    bool begun_ = false;     // something was painted, or the paper was seen
    bool positive_ = false;  // no winding number of the last shape is negative
    bool out_of_range_ = false;
};

}  // namespace baton::signature::svg
