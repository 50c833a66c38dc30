#include "actions/signature/svg/dashes.hpp"

#include "actions/signature/cubic.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace baton::signature::svg {
namespace {

// Walks along a line and switches between marks and gaps.
class Dasher {
public:
    Dasher(const DashPattern& pattern, Budget& budget) : pattern_{pattern}, budget_{budget} {
        const double whole = std::accumulate(pattern.lengths.begin(), pattern.lengths.end(), 0.0);
        double into = std::fmod(pattern.offset, whole);
        if (into < 0) into += whole;
        while (into >= pattern.lengths[at_] && into > 0) {
            into -= pattern.lengths[at_];
            at_ = (at_ + 1) % pattern.lengths.size();
        }
        left_ = pattern.lengths[at_] - into;
    }

    void start(Point point) {
        if (is_mark()) marks_.push_back({{point, {}}, false});
    }

    void line(Point from, Point to) {
        const double whole = length(to - from);
        double done = 0;
        while (left_ < whole - done && budget_.take(1)) {
            done += left_;
            const Point point = from + (done / whole) * (to - from);
            if (is_mark()) marks_.back().contour.line_to(point);
            at_ = (at_ + 1) % pattern_.lengths.size();
            left_ = pattern_.lengths[at_];
            start(point);
        }
        left_ -= whole - done;
        if (is_mark()) marks_.back().contour.line_to(to);
    }

    std::vector<Subpath> take() { return std::move(marks_); }

private:
    bool is_mark() const { return at_ % 2 == 0; }

    const DashPattern& pattern_;
    Budget& budget_;
    std::size_t at_ = 0;
    double left_ = 0;
    std::vector<Subpath> marks_;
};

std::vector<Vertex> corners(const Subpath& subpath, const Flatness& flatness, Budget& budget) {
    std::vector<Vertex> line = flattened(subpath, flatness, budget);
    if (subpath.closed && line.size() > 1) line.push_back(line.front());
    return line;
}

}  // namespace

double length_of(const Subpath& subpath, const Flatness& flatness, Budget& budget) {
    const std::vector<Vertex> line = corners(subpath, flatness, budget);
    double sum = 0;
    for (std::size_t i = 1; i < line.size(); ++i) sum += length(line[i].at - line[i - 1].at);
    return sum;
}

std::vector<Subpath> dashed(const Subpath& subpath, const DashPattern& pattern, const Flatness& flatness,
                            Budget& budget) {
    const std::vector<Vertex> line = corners(subpath, flatness, budget);
    if (line.size() < 2) return {subpath};
    Dasher dasher{pattern, budget};
    dasher.start(line.front().at);
    for (std::size_t i = 1; i < line.size() && !budget.exhausted(); ++i) dasher.line(line[i - 1].at, line[i].at);
    return dasher.take();
}

}  // namespace baton::signature::svg
