#include "hard_strokes.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <utility>

namespace baton::signature::testing {
namespace {

// x, y, pressure of the time 0…1.
using Way = std::function<std::vector<double>(double)>;

Stroke sampled(const Way& way, std::size_t count, double interval) {
    Stroke stroke;
    for (std::size_t i = 0; i < count; ++i) {
        const auto at = way(count == 1 ? 0 : static_cast<double>(i) / static_cast<double>(count - 1));
        // As it travels: tenths of a px.
        stroke.push_back({std::round(at[0] * 10) / 10, std::round(at[1] * 10) / 10, static_cast<double>(i) * interval,
                          at.size() > 2 ? at[2] : 0.5});
    }
    return stroke;
}

// The same sequence everywhere, unlike the standard library's distributions.
class Noise {
public:
    double next() {
        state_ = state_ * 6364136223846793005U + 1442695040888963407U;
        return static_cast<double>(state_ >> 40U) / static_cast<double>(1U << 24U);
    }

private:
    std::uint64_t state_ = 1;
};

Stroke scribble(std::size_t count, double step, double interval) {
    Noise noise;
    Stroke stroke;
    double x = 100;
    double y = 100;
    double heading = 0;
    for (std::size_t i = 0; i < count; ++i) {
        heading += (noise.next() - 0.5) * 5;
        x = std::clamp(x + step * std::cos(heading), 0.0, 200.0);
        y = std::clamp(y + step * std::sin(heading), 0.0, 200.0);
        stroke.push_back(
            {std::round(x * 10) / 10, std::round(y * 10) / 10, static_cast<double>(i) * interval, noise.next()});
    }
    return stroke;
}

std::vector<NamedStroke> sharp_strokes() {
    return {
        {"reversal", stroke_through({{10, 20}, {40, 20}, {80, 20}, {40, 20}, {10, 20}})},
        {"reversal on the spot", stroke_through({{10, 20}, {80, 20}, {10, 20}, {80, 20}}, 100)},
        {"reversal beside itself", stroke_through({{10, 20}, {40, 20}, {80, 20}, {40, 21}, {10, 22}}, 40)},
        {"right angle", stroke_through({{10, 10}, {60, 10}, {60, 60}}, 60)},
        {"needle", stroke_through({{10, 40}, {30, 10}, {32, 40}, {52, 10}, {54, 40}, {74, 10}})},
        {"zigzag of a pixel", stroke_through({{1, 1}, {2, 2}, {3, 1}, {4, 2}, {5, 1}, {6, 2}, {7, 1}, {8, 2}}, 30)},
        {"to and fro", stroke_through({{1, 1}, {3, 1}, {1, 1}, {3, 1}, {1, 1}, {3, 1}, {1, 1}, {9, 1}}, 10)},
        {"jump", stroke_through({{1, 1}, {2, 1}, {3, 1}, {180, 90}, {181, 90}, {182, 90}, {3, 2}}, 4)},
        {"two samples", stroke_through({{5, 5}, {6.2, 5}})},
    };
}

std::vector<NamedStroke> round_strokes() {
    return {
        {"cusp", sampled([](double t) { return std::vector{60 * t, 30 * std::pow(2 * t - 1, 2) * (t < 0.5 ? 1 : -1)}; },
                         60, 8)},
        {"cycloid with cusps",
         sampled([](double t) { return std::vector{8 * (12 * t - std::sin(12 * t)), 8 * std::cos(12 * t), t}; }, 90,
                 12)},
        {"loops",
         sampled([](double t) { return std::vector{90 * t + 12 * std::sin(30 * t), 12 * std::cos(30 * t)}; }, 120, 8)},
        {"tiny loops",
         sampled([](double t) { return std::vector{40 * t + 2 * std::sin(60 * t), 2 * std::cos(60 * t)}; }, 200, 20)},
        {"loops as small as the ink",
         sampled([](double t) { return std::vector{30 * t + std::sin(50 * t), std::cos(50 * t), 1.0}; }, 200, 20)},
        {"spiral into a point", sampled(
                                    [](double t) {
                                        const double r = 40 * (1 - t);
                                        return std::vector{r * std::cos(40 * t), r * std::sin(40 * t), 1 - t};
                                    },
                                    400, 8)},
        {"slow wiggle", sampled([](double t) { return std::vector{50 * t, 1.5 * std::sin(40 * t)}; }, 600, 16)},
        {"trembling", sampled([](double t) { return std::vector{60 * t, 0.4 * std::sin(700 * t)}; }, 900, 16)},
        {"hairpin",
         sampled([](double t) { return std::vector{t < 0.5 ? 80 * t : 80 * (1 - t), 0.8 * std::tanh(40 * (t - 0.5))}; },
                 81, 10)},
        {"wide arc",
         sampled([](double t) { return std::vector{300 * std::cos(2 * t), 300 * std::sin(2 * t)}; }, 6, 50)},
        {"pressed harder and harder", sampled([](double t) { return std::vector{40 * t, 10 * t * t, t}; }, 40, 30)},
    };
}

Stroke part(double from, double to, std::size_t count, double& time) {
    Stroke stroke = sampled(
        [&](double t) {
            const double at = from + (to - from) * t;
            const double x = 300 * at + 14 * std::sin(55 * at);
            const double y = 60 + (30 - 12 * at) * std::cos(47 * at) + 9 * std::sin(131 * at) - 25 * at;
            return std::vector{x, y, 0.35 + 0.3 * std::abs(std::sin(23 * at))};
        },
        count, 8);
    for (Sample& sample : stroke) sample.t += time;
    time = stroke.back().t + 150;
    return stroke;
}

}  // namespace

Stroke stroke_through(const std::vector<std::vector<double>>& points, double interval) {
    Stroke stroke;
    for (const auto& point : points) {
        stroke.push_back({point[0], point[1], static_cast<double>(stroke.size()) * interval, 0.5});
    }
    return stroke;
}

std::vector<NamedStroke> hard_strokes() {
    std::vector<NamedStroke> all = sharp_strokes();
    for (NamedStroke& each : round_strokes()) all.push_back(std::move(each));
    all.push_back({"scribble", scribble(1200, 7, 8)});
    all.push_back({"slow scribble", scribble(1500, 1.4, 16)});
    all.push_back({"fast scribble", scribble(400, 60, 8)});
    double time = 0;
    all.push_back({"2000 points", part(0, 1, 2000, time)});
    return all;
}

Strokes signature(std::size_t samples) {
    Strokes strokes{{358, 220}, {}};
    double time = 0;
    const std::size_t each = (samples - 1) / 4;
    for (int i = 0; i < 4; ++i) strokes.strokes.push_back(part(0.25 * i, 0.25 * i + 0.23, each, time));
    strokes.strokes.push_back({{150, 10, time, 0.5}});
    return strokes;
}

}  // namespace baton::signature::testing
