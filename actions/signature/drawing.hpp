#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace baton::signature {

/// A point of the plane; y grows downwards. The unit is whatever the source drew in (CSS px for strokes).
struct Point {
    double x = 0;
    double y = 0;
    friend bool operator==(Point, Point) = default;
};

/// A closed outline: `start`, then pieces that are cubic Bézier curves; a straight line is one with its control points
/// on it and `straight` set. The end joins the start.
struct Contour {
    struct Piece {
        std::array<Point, 3> to;  ///< both control points, then the end
        bool straight = false;
    };
    Point start;
    std::vector<Piece> pieces;

    void line_to(Point end) { pieces.push_back({{end, end, end}, true}); }
    void curve_to(Point first, Point second, Point end) { pieces.push_back({{first, second, end}, false}); }
};

/// sRGB, opaque.
struct Colour {
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;
    friend bool operator==(Colour, Colour) = default;
};

/// What counts as inside where contours overlap. Even-odd only comes from SVGs that ask for it.
enum class FillRule : std::uint8_t { nonzero, evenodd };

/// Contours filled together with one colour, by the non-zero rule unless it says otherwise, so that pieces of ink may
/// overlap.
struct Shape {
    std::vector<Contour> contours;
    Colour colour;
    FillRule rule = FillRule::nonzero;
};

/// A signature as vectors, whatever it came from: the one geometry that every output format is made of.
/// Shapes are painted in order. It may be empty.
struct Drawing {
    std::vector<Shape> shapes;
};

}  // namespace baton::signature
