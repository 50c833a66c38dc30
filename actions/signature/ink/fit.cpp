#include "actions/signature/ink/fit.hpp"

#include <algorithm>
#include <cstddef>

namespace baton::signature {
namespace {

// More points to one curve cost time and gain nothing: their curves are long enough.
constexpr std::size_t most_points = 96;
constexpr int rounds = 3;

std::vector<double> chord_parameters(std::span<const Directed> line) {
    std::vector<double> parameters(line.size());
    for (std::size_t i = 1; i < line.size(); ++i) {
        parameters[i] = parameters[i - 1] + length(line[i].at - line[i - 1].at);
    }
    const double whole = parameters.back();
    for (double& parameter : parameters) parameter = whole > 0 ? parameter / whole : 0;
    return parameters;
}

Cubic with_handles(std::span<const Directed> line, double first, double last) {
    const Directed& from = line.front();
    const Directed& to = line.back();
    return {from.at, from.at + first * from.heading, to.at - last * to.heading, to.at};
}

// The lengths of both handles for which the sum of squared distances at the parameters is least.
Cubic least_squares(std::span<const Directed> line, std::span<const double> parameters) {
    const Point from = line.front().at;
    const Point to = line.back().at;
    double c00 = 0;
    double c01 = 0;
    double c11 = 0;
    double x0 = 0;
    double x1 = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const double t = parameters[i];
        const double s = 1 - t;
        const Point a = (3 * s * s * t) * line.front().heading;
        const Point b = (-3 * s * t * t) * line.back().heading;
        const Point rest = line[i].at - (s * s * (s + 3 * t)) * from - (t * t * (t + 3 * s)) * to;
        c00 += dot(a, a);
        c01 += dot(a, b);
        c11 += dot(b, b);
        x0 += dot(a, rest);
        x1 += dot(b, rest);
    }
    const double chord = length(to - from);
    const double determinant = c00 * c11 - c01 * c01;
    double first = chord / 3;
    double last = chord / 3;
    if (determinant > 1e-9 * c00 * c11) {
        first = (x0 * c11 - x1 * c01) / determinant;
        last = (c00 * x1 - c01 * x0) / determinant;
    }
    // Handles that are turned round or longer than the chord make loops.
    const bool sound = first > 1e-3 * chord && last > 1e-3 * chord && first < chord && last < chord;
    return sound ? with_handles(line, first, last) : with_handles(line, chord / 3, chord / 3);
}

// One step of Newton's method towards the nearest parameter for each point.
void improve(const Cubic& curve, std::span<const Directed> line, std::vector<double>& parameters) {
    for (std::size_t i = 1; i + 1 < line.size(); ++i) {
        const double t = parameters[i];
        const Point off = at(curve, t) - line[i].at;
        const Point speed = derivative(curve, t);
        const Point bend =
            (6 * (1 - t)) * (curve[2] - 2 * curve[1] + curve[0]) + (6 * t) * (curve[3] - 2 * curve[2] + curve[1]);
        const double slope = dot(speed, speed) + dot(off, bend);
        if (slope > 0) parameters[i] = std::clamp(t - dot(off, speed) / slope, 0.0, 1.0);
    }
}

double worst(const Cubic& curve, std::span<const Directed> line, std::span<const double> parameters) {
    double most = 0;
    for (std::size_t i = 1; i + 1 < line.size(); ++i) {
        most = std::max(most, length(at(curve, parameters[i]) - line[i].at));
    }
    return most;
}

// Fits all points with one curve; false if it strays.
bool fit_one(std::span<const Directed> line, double tolerance, Cubic& curve) {
    std::vector<double> parameters = chord_parameters(line);
    for (int round = 0; round < rounds; ++round) {
        curve = least_squares(line, parameters);
        improve(curve, line, parameters);
        const double off = worst(curve, line, parameters);
        if (off <= tolerance) return true;
        if (off > 8 * tolerance) return false;
    }
    return false;
}

}  // namespace

std::vector<Cubic> fit(std::span<const Directed> line, double tolerance) {
    std::vector<Cubic> curves;
    std::size_t reach = 16;
    for (std::size_t first = 0; first + 1 < line.size();) {
        const std::size_t left = line.size() - first;
        std::size_t count = std::min(left, reach);
        Cubic curve;
        if (fit_one(line.subspan(first, count), tolerance, curve)) {
            Cubic longer;
            while (count < left && count < most_points) {
                const std::size_t more = std::min({left, count + count / 2 + 1, most_points});
                if (!fit_one(line.subspan(first, more), tolerance, longer)) break;
                curve = longer;
                count = more;
            }
        } else {
            do {
                count = std::max<std::size_t>(2, count * 2 / 3);
            } while (!fit_one(line.subspan(first, count), tolerance, curve) && count > 2);
        }
        curves.push_back(curve);
        first += count - 1;
        reach = std::max<std::size_t>(4, count);
    }
    return curves;
}

}  // namespace baton::signature
