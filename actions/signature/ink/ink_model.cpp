#include "actions/signature/ink/ink_model.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace baton::signature {
namespace {

double distance(Point a, Point b) {
    return std::hypot(b.x - a.x, b.y - a.y);
}

Stroke thinned(const Stroke& stroke) {
    Stroke kept;
    for (const Sample& sample : stroke) {
        if (kept.empty() || std::hypot(sample.x - kept.back().x, sample.y - kept.back().y) >= model::node_distance) {
            kept.push_back(sample);
        }
    }
    return kept;
}

double taper(double way, double speed) {
    return 1 - model::taper_depth * std::min(1.0, speed / model::taper_speed) *
                   std::max(0.0, 1 - way / model::taper_length);
}

double wanted_width(double speed, double pressure) {
    return model::base_width * (0.5 + pressure) *
           std::clamp(model::still_factor - model::speed_thins * speed, model::thinnest_factor, model::still_factor);
}

// A node while its stroke is measured.
struct Measured {
    double way = 0;  // from the first node
    double speed = 0;
    double width = 0;
};

std::vector<Measured> measure(const Stroke& kept) {
    std::vector<Measured> measured(kept.size());
    for (std::size_t i = 1; i < kept.size(); ++i) {
        const double step = std::hypot(kept[i].x - kept[i - 1].x, kept[i].y - kept[i - 1].y);
        const double time = std::max(kept[i].t - kept[i - 1].t, 1.0);
        const double speed = step / time;
        if (i == 1) measured[0] = {0, speed, wanted_width(speed, kept[0].pressure)};
        const Measured& last = measured[i - 1];
        measured[i].way = last.way + step;
        measured[i].speed = last.speed + (speed - last.speed) * (1 - std::exp(-time / model::speed_settles));
        const double wanted = wanted_width(measured[i].speed, kept[i].pressure);
        measured[i].width = last.width + (wanted - last.width) * (1 - std::exp(-step / model::width_settles));
    }
    return measured;
}

Node dot(const Stroke& stroke) {
    const double pressure = std::ranges::max_element(stroke, {}, &Sample::pressure)->pressure;
    return {{stroke.front().x, stroke.front().y}, model::dot_diameter * (0.5 + pressure)};
}

Point smoothed(const Stroke& kept, std::size_t i) {
    const Point at{kept[i].x, kept[i].y};
    if (i == 0 || i + 1 == kept.size()) return at;
    const Point before{kept[i - 1].x, kept[i - 1].y};
    const Point after{kept[i + 1].x, kept[i + 1].y};
    if (distance(before, at) >= model::smooth_within || distance(at, after) >= model::smooth_within) return at;
    return {(before.x + 2 * at.x + after.x) / 4, (before.y + 2 * at.y + after.y) / 4};
}

}  // namespace

std::vector<Node> nodes_of(const Stroke& stroke) {
    const Stroke kept = thinned(stroke);
    if (kept.empty()) return {};
    if (kept.size() == 1) return {dot(stroke)};
    const std::vector<Measured> measured = measure(kept);
    const Measured& first = measured.front();
    const Measured& last = measured.back();
    std::vector<Node> nodes;
    nodes.reserve(kept.size());
    for (std::size_t i = 0; i < kept.size(); ++i) {
        const double ends =
            std::min(taper(measured[i].way, first.speed), taper(last.way - measured[i].way, last.speed));
        nodes.push_back({smoothed(kept, i), std::max(model::least_width, measured[i].width * ends)});
    }
    return nodes;
}

}  // namespace baton::signature
