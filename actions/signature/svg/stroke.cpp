#include "actions/signature/svg/stroke.hpp"

#include "actions/signature/cubic.hpp"
#include "actions/signature/svg/arc.hpp"
#include "actions/signature/svg/flatten.hpp"

#include <algorithm>
#include <cmath>

namespace baton::signature::svg {
namespace {

struct Line {
    Point from;
    Point direction;  // of length 1
    double length = 0;
    bool smooth = false;  // where it begins
};

std::vector<Line> lines_of(const std::vector<Vertex>& vertices, bool closed) {
    std::vector<Line> lines;
    const std::size_t count = vertices.size() - (closed ? 0 : 1);
    for (std::size_t i = 0; i < count; ++i) {
        const Point from = vertices[i].at;
        const Point way = vertices[(i + 1) % vertices.size()].at - from;
        lines.push_back({from, unit(way), length(way), vertices[i].smooth});
    }
    return lines;
}

// Draws along the left side of lines (y grows downwards). The right side is the left one of the way back.
class Side {
public:
    Side(const Pen& pen, double tolerance, Budget& budget)
        : pen_{pen}, radius_{pen.width / 2}, tolerance_{tolerance}, budget_{budget} {}

    void open(const std::vector<Line>& lines, Point end) {
        cut_ = 0;
        to(offset(lines.front().from, lines.front()));
        for (std::size_t i = 1; i < lines.size(); ++i) bend(lines[i - 1], lines[i]);
        to(offset(end, lines.back()));
        cap(end, lines.back());
    }

    void closed(const std::vector<Line>& lines) {
        // The first line's end of the last one is drawn first: as if a bend before had taken the half it may take.
        cut_ = lines.back().length / 2;
        for (std::size_t i = 0; i < lines.size(); ++i) bend(lines[(i + lines.size() - 1) % lines.size()], lines[i]);
    }

    Contour take() { return std::move(contour_); }

private:
    Point offset(Point point, const Line& line) const { return point - radius_ * quarter_turned(line.direction); }

    void to(Point point) {
        if (!started_) {
            contour_.start = point;
            started_ = true;
        } else if (budget_.take(1)) {
            contour_.line_to(point);
        }
    }

    void arc(Point end) {
        const Point start = contour_.pieces.empty() ? contour_.start : contour_.pieces.back().to[2];
        if (budget_.take(4)) append_arc(contour_, start, {{radius_, radius_}, 0, false, true, end});
    }

    // How much of both lines a bend to this side takes away.
    double cut_of(const Line& before, const Line& after) const {
        const double along = dot(before.direction, after.direction);
        return radius_ * -cross(before.direction, after.direction) / (1 + along);
    }

    void bend(const Line& before, const Line& after) {
        if (cross(before.direction, after.direction) < 0) {
            inner(before, after);
            return;
        }
        cut_ = 0;
        to(offset(after.from, before));
        outer(before, after, dot(before.direction, after.direction));
    }

    // Where both offset lines meet, if they do so on both lines; otherwise by way of the corner itself, which keeps
    // each rectangle whole.
    void inner(const Line& before, const Line& after) {
        const double cut = cut_of(before, after);
        if (cut_ + cut <= before.length && 2 * cut <= after.length) {
            to(offset(after.from, after) + cut * after.direction);
            cut_ = cut;
            return;
        }
        cut_ = 0;
        to(offset(after.from, before));
        to(after.from);
        to(offset(after.from, after));
    }

    void outer(const Line& before, const Line& after, double along) {
        const Point end = offset(after.from, after);
        const bool seen = !after.smooth;
        // An arc without an angle could become a whole circle by rounding.
        if (along > 1 - 1e-6) {
            to(end);
            return;
        }
        // Curves are divided evenly, so a sharp bend within one can be too much for a straight edge.
        const double off = radius_ * (1 - std::sqrt((1 + along) / 2));
        if (seen ? pen_.join == Join::round : off > tolerance_) {
            arc(end);
            return;
        }
        // 1 / cos² of half the turn is the square of the miter's length in widths.
        if (seen && pen_.join == Join::miter && along > -0.9999 &&
            2 / (1 + along) <= pen_.miter_limit * pen_.miter_limit) {
            to(after.from - (radius_ / (1 + along)) * quarter_turned(before.direction + after.direction));
        }
        to(end);
    }

    void cap(Point end, const Line& line) {
        const Point other = end + radius_ * quarter_turned(line.direction);
        const Point ahead = radius_ * line.direction;
        if (pen_.cap == Cap::round) {
            arc(end + ahead);
            arc(other);
        } else if (pen_.cap == Cap::square) {
            to(offset(end, line) + ahead);
            to(other + ahead);
        }
    }

    Pen pen_;
    double radius_;
    double tolerance_;
    Budget& budget_;
    Contour contour_;
    bool started_ = false;
    double cut_ = 0;  // how much of the line before the last bend took away
};

// A path without a way is a dot, if the pen has an end to show.
std::vector<Contour> dot_outline(Point centre, const Pen& pen, Budget& budget) {
    if (pen.cap == Cap::butt || !budget.take(4)) return {};
    const double radius = pen.width / 2;
    const Point left{centre.x - radius, centre.y};
    const Point right{centre.x + radius, centre.y};
    if (pen.cap == Cap::round) {
        Contour contour{left, {}};
        append_arc(contour, left, {{radius, radius}, 0, false, true, right});
        append_arc(contour, right, {{radius, radius}, 0, false, true, left});
        return {std::move(contour)};
    }
    Contour contour{{left.x, centre.y - radius}, {}};
    contour.line_to({right.x, centre.y - radius});
    contour.line_to({right.x, centre.y + radius});
    contour.line_to({left.x, centre.y + radius});
    return {std::move(contour)};
}

}  // namespace

std::vector<Contour> stroke_outline(const Subpath& subpath, const Pen& pen, double tolerance, Budget& budget) {
    if (subpath.contour.pieces.empty() && !subpath.closed) return {};
    std::vector<Vertex> vertices = flattened(subpath, {tolerance, pen.width / 2}, budget);
    if (vertices.size() == 1) return dot_outline(vertices.front().at, pen, budget);
    const bool closed = subpath.closed && vertices.size() > 2;
    const Point start = vertices.front().at;
    const Point end = vertices.back().at;
    const std::vector<Line> there = lines_of(vertices, closed);
    std::ranges::reverse(vertices);
    const std::vector<Line> back = lines_of(vertices, closed);
    Side side{pen, tolerance, budget};
    if (!closed) {
        side.open(there, end);
        side.open(back, start);
        return {side.take()};
    }
    side.closed(there);
    Side other{pen, tolerance, budget};
    other.closed(back);
    return {side.take(), other.take()};
}

}  // namespace baton::signature::svg
