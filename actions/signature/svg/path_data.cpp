#include "actions/signature/svg/path_data.hpp"

#include "actions/signature/svg/arc.hpp"
#include "actions/signature/svg/scanner.hpp"

#include <array>
#include <optional>
#include <span>

namespace baton::signature::svg {
namespace {

Point mirrored(Point point, Point centre) {
    return {2 * centre.x - point.x, 2 * centre.y - point.y};
}

// The curve of degree two through the same points.
void quadratic_to(Contour& contour, Point start, Point control, Point end) {
    const auto between = [&](Point point) {
        return Point{point.x + (control.x - point.x) * 2 / 3, point.y + (control.y - point.y) * 2 / 3};
    };
    contour.curve_to(between(start), between(end), end);
}

class PathReader {
public:
    PathReader(std::string_view data, Budget& budget) : scanner_{data}, budget_{budget} {}

    Path read() {
        scanner_.skip_space();
        while (!scanner_.at_end() && command(scanner_.next())) {
        }
        return std::move(path_);
    }

private:
    // One letter and all its repetitions; false ends the path.
    bool command(char letter) {
        relative_ = letter >= 'a';
        const char kind = relative_ ? static_cast<char>(letter - 'a' + 'A') : letter;
        if (path_.empty() && kind != 'M') return false;
        scanner_.skip_space();
        if (kind == 'Z') {
            close();
            return true;
        }
        bool moving = kind == 'M';
        do {
            if (!budget_.take(1) || !step(moving ? 'M' : kind == 'M' ? 'L' : kind)) return false;
            moving = false;
            scanner_.skip_separator();
        } while (!scanner_.at_end() && !is_letter(scanner_.peek()));
        return true;
    }

    static bool is_letter(char character) { return (character | 0x20) >= 'a' && (character | 0x20) <= 'z'; }

    bool step(char kind) {
        switch (kind) {
            case 'M':
                return move();
            case 'L':
                return points<1>([&](const auto& to) { line(to[0]); });
            case 'H':
                return axis(true);
            case 'V':
                return axis(false);
            case 'C':
                return points<3>([&](const auto& to) { cubic(to[0], to[1], to[2]); });
            case 'S':
                return points<2>([&](const auto& to) { cubic(reflected(cubic_control_), to[0], to[1]); });
            case 'Q':
                return points<2>([&](const auto& to) { quadratic(to[0], to[1]); });
            case 'T':
                return points<1>([&](const auto& to) { quadratic(reflected(quadratic_control_), to[0]); });
            case 'A':
                return arc();
            default:
                return false;
        }
    }

    std::optional<Point> point() {
        const auto x = scanner_.number();
        scanner_.skip_separator();
        const auto y = scanner_.number();
        if (!x || !y) return std::nullopt;
        return relative_ ? Point{at_.x + *x, at_.y + *y} : Point{*x, *y};
    }

    template <std::size_t Count, class Draw>
    bool points(Draw draw) {
        std::array<Point, Count> to;
        for (Point& each : to) {
            scanner_.skip_separator();
            const auto read = point();
            if (!read) return false;
            each = *read;
        }
        draw(to);
        return true;
    }

    bool move() {
        return points<1>([&](const auto& to) {
            path_.push_back({{to[0], {}}, false});
            at_ = to[0];
            forget_controls();
        });
    }

    bool axis(bool horizontal) {
        const auto value = scanner_.number();
        if (!value) return false;
        Point to = at_;
        (horizontal ? to.x : to.y) = *value + (relative_ ? (horizontal ? at_.x : at_.y) : 0);
        line(to);
        return true;
    }

    bool arc() {
        const auto rx = scanner_.number();
        scanner_.skip_separator();
        const auto ry = scanner_.number();
        scanner_.skip_separator();
        const auto rotation = scanner_.number();
        scanner_.skip_separator();
        const auto large = scanner_.flag();
        scanner_.skip_separator();
        const auto sweep = scanner_.flag();
        scanner_.skip_separator();
        const auto end = point();
        if (!rx || !ry || !rotation || !large || !sweep || !end) return false;
        append_arc(pen(), at_, {{*rx, *ry}, *rotation, *large, *sweep, *end});
        at_ = *end;
        forget_controls();
        return true;
    }

    void line(Point to) {
        pen().line_to(to);
        at_ = to;
        forget_controls();
    }

    void cubic(Point first, Point second, Point end) {
        pen().curve_to(first, second, end);
        at_ = end;
        forget_controls();
        cubic_control_ = second;
    }

    void quadratic(Point control, Point end) {
        quadratic_to(pen(), at_, control, end);
        at_ = end;
        forget_controls();
        quadratic_control_ = control;
    }

    void close() {
        path_.back().closed = true;
        at_ = path_.back().contour.start;
        forget_controls();
    }

    // Drawing on after a Z begins a new subpath where the last one began.
    Contour& pen() {
        if (path_.back().closed) path_.push_back({{at_, {}}, false});
        return path_.back().contour;
    }

    Point reflected(const std::optional<Point>& control) const { return control ? mirrored(*control, at_) : at_; }

    void forget_controls() {
        cubic_control_.reset();
        quadratic_control_.reset();
    }

    Scanner scanner_;
    Budget& budget_;
    Path path_;
    bool relative_ = false;
    Point at_;
    std::optional<Point> cubic_control_;      // of the piece before, for S
    std::optional<Point> quadratic_control_;  // of the piece before, for T
};

}  // namespace

Path read_path_data(std::string_view data, Budget& budget) {
    return PathReader{data, budget}.read();
}

Path read_points(std::string_view points, bool closed, Budget& budget) {
    Scanner scanner{points};
    Path path;
    for (scanner.skip_space(); !scanner.at_end() && budget.take(1); scanner.skip_separator()) {
        const auto x = scanner.number();
        scanner.skip_separator();
        const auto y = scanner.number();
        if (!x || !y) break;
        if (path.empty()) {
            path.push_back({{{*x, *y}, {}}, closed});
        } else {
            path.back().contour.line_to({*x, *y});
        }
    }
    return path;
}

}  // namespace baton::signature::svg
