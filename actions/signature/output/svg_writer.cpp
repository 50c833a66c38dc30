#include "actions/signature/output/svg_writer.hpp"

#include "actions/signature/colour.hpp"

#include <baton/media/decimal.hpp>

#include <cmath>
#include <cstdint>
#include <span>

namespace baton::signature {
namespace {

using media::append_decimal;

constexpr int digits = 2;
constexpr double steps = 100;  // per unit

// Writes a path in relative coordinates. What they add up to is rounded, so that errors do not grow along the path.
class PathWriter {
public:
    PathWriter(std::string& text, const Placement& placement) : text_(text), placement_(placement) {}

    void add(const Contour& contour) {
        const Point start = rounded(contour.start);
        text_ += 'M';
        append_decimal(text_, start.x, digits);
        separate(start.y);
        append_decimal(text_, start.y, digits);
        at_ = start;
        command_ = 'M';
        for (const Contour::Piece& piece : contour.pieces) {
            if (piece.straight) {
                draw('l', {&piece.to[2], 1});
            } else {
                draw('c', piece.to);
            }
        }
        text_ += 'z';
    }

private:
    void draw(char command, std::span<const Point> points) {
        bool first = command != command_;
        if (first) {
            text_ += command;
            command_ = command;
        }
        Point end = at_;
        for (const Point& point : points) {
            end = rounded(point);
            for (const double number : {end.x - at_.x, end.y - at_.y}) {
                if (!first) separate(number);
                first = false;
                append_decimal(text_, number, digits);
            }
        }
        at_ = end;
    }

    // A minus separates by itself.
    void separate(double number) {
        if (std::round(number * steps) >= 0) text_ += ' ';
    }

    Point rounded(Point point) const {
        const Point placed = placement_(point);
        return {std::round(placed.x * steps) / steps, std::round(placed.y * steps) / steps};
    }

    std::string& text_;
    const Placement& placement_;
    Point at_;
    char command_ = 'M';
};

}  // namespace

std::string write_svg(const Drawing& drawing, const Placement& placement) {
    std::string size;
    append_decimal(size, placement.width, digits);
    std::string height;
    append_decimal(height, placement.height, digits);
    std::string text = R"(<svg xmlns="http://www.w3.org/2000/svg" width=")" + size + R"(" height=")" + height +
                       R"(" viewBox="0 0 )" + size + ' ' + height + "\">\n";
    for (const Shape& shape : drawing.shapes) {
        text += R"(<path fill=")";
        text += hex_text(shape.colour);
        text += shape.rule == FillRule::evenodd ? R"(" fill-rule="evenodd" d=")" : R"(" d=")";
        PathWriter path{text, placement};
        for (const Contour& contour : shape.contours) path.add(contour);
        text += "\"/>\n";
    }
    text += "</svg>\n";
    return text;
}

}  // namespace baton::signature
