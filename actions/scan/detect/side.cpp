#include "actions/scan/detect/side.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace baton::scan::detection {

namespace {

/// How far from the side its edge may lie, and where the bands inside and outside of the edge are, in pixels.
constexpr int reach = 3;
constexpr int band_from = 2;
constexpr int band_to = 4;
/// Where a stretch beyond a corner begins, in pixels.
constexpr double gap = 4;
constexpr int half = reach + band_to;
/// Steps lower than this are noise.
constexpr float lowest_step = 1.6F;

using Profile = std::array<cv::Vec3f, 2 * half + 1>;

/// The values across the side, from the outermost to the innermost; repeats the picture's edge beyond it.
Profile profile_at(const Channels& channels, cv::Point2d at, cv::Point2d inward) {
    Profile profile;
    for (int i = -half; i <= half; ++i) {
        const int x = std::clamp(cvRound(at.x + i * inward.x), 0, channels.values.cols - 1);
        const int y = std::clamp(cvRound(at.y + i * inward.y), 0, channels.values.rows - 1);
        profile[static_cast<std::size_t>(i + half)] = channels.values(y, x);
    }
    return profile;
}

cv::Vec3f band(const Profile& profile, int from, int to) {
    cv::Vec3f sum;
    for (int i = from; i <= to; ++i) sum += profile[static_cast<std::size_t>(i + half)];
    return sum * (1.0F / static_cast<float>(to - from + 1));
}

cv::Vec3f step_at(const Profile& profile, int shift) {
    return band(profile, shift + band_from, shift + band_to) - band(profile, shift - band_to, shift - band_from);
}

float median(std::vector<float> values) {
    if (values.empty()) return 0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

template <typename Value>
cv::Vec3f medians(const std::vector<Profile>& profiles, Value value) {
    cv::Vec3f out;
    for (int c = 0; c < 3; ++c) {
        std::vector<float> values;
        values.reserve(profiles.size());
        for (const Profile& profile : profiles) values.push_back(value(profile)[c]);
        out[c] = median(std::move(values));
    }
    return out;
}

float spread(const std::vector<float>& values, float middle) {
    std::vector<float> off;
    off.reserve(values.size());
    for (const float value : values) off.push_back(std::abs(value - middle));
    return median(std::move(off));
}

float best_step(const Profile& profile, const cv::Vec3f& direction) {
    float best = -HUGE_VALF;
    for (int shift = -reach; shift <= reach; ++shift) best = std::max(best, step_at(profile, shift).dot(direction));
    return best;
}

bool in_picture(const Channels& channels, cv::Point2d at) {
    return at.x >= 0 && at.y >= 0 && at.x <= channels.values.cols - 1 && at.y <= channels.values.rows - 1;
}

}  // namespace

Side measure_side(const Channels& channels, cv::Point2d from, cv::Point2d to) {
    const cv::Point2d whole = to - from;
    const double length = cv::norm(whole);
    Side side;
    if (!(length > 1)) return side;
    const cv::Point2d inward(-whole.y / length, whole.x / length);
    const int count = std::clamp(static_cast<int>(length / 4), 12, 64);
    std::vector<Profile> profiles;
    for (int i = 0; i < count; ++i) {
        const cv::Point2d at = from + whole * (0.04 + 0.92 * (i + 0.5) / count);
        if (in_picture(channels, at)) profiles.push_back(profile_at(channels, at, inward));
    }
    if (profiles.empty()) return side;
    side.step = medians(profiles, [](const Profile& profile) { return step_at(profile, 0); });
    side.within = medians(profiles, [](const Profile& profile) { return band(profile, band_from, half); });
    const float height = static_cast<float>(cv::norm(side.step));
    if (height < 1e-3F) return side;
    const cv::Vec3f direction = side.step * (1 / height);
    std::vector<float> steps;
    std::vector<float> inner;
    for (const Profile& profile : profiles) {
        steps.push_back(best_step(profile, direction));
        inner.push_back(band(profile, band_from, half)[0]);
    }
    side.contrast = std::max(0.0F, median(steps));
    const float enough = std::max(lowest_step, 0.35F * side.contrast);
    const auto found = std::count_if(steps.begin(), steps.end(), [&](float step) { return step > enough; });
    side.coverage = static_cast<float>(found) / static_cast<float>(count);
    side.steadiness = side.contrast / (side.contrast + 1.5F * spread(steps, side.contrast) + 0.5F);
    side.roughness = spread(inner, median(inner));
    return side;
}

float continuation(const Channels& channels, const Side& side, cv::Point2d corner, cv::Point2d along,
                   cv::Point2d inward, double length) {
    const float height = static_cast<float>(cv::norm(side.step));
    if (height < 1e-3F) return 0;
    const cv::Vec3f direction = side.step * (1 / height);
    int count = 0;
    int found = 0;
    for (double t = gap; t < gap + length; t += 2) {
        const cv::Point2d at = corner + along * t;
        if (!in_picture(channels, at)) break;
        ++count;
        const Profile profile = profile_at(channels, at, inward);
        const float step = best_step(profile, direction);
        if (step > std::max(lowest_step, 0.5F * side.contrast)) ++found;
    }
    return count < 3 ? 0 : static_cast<float>(found) / static_cast<float>(count);
}

float edge_share(const Channels& channels, const Side& side, cv::Point2d corner, cv::Point2d along, double length) {
    constexpr float weakest = 1.2F;
    // The steepest place of a blurred step has about a third of its height.
    const double steep = 0.3 * 0.35 * side.contrast;
    const cv::Point2d across(-along.y, along.x);
    int count = 0;
    int found = 0;
    for (double t = gap; t < gap + length; t += 1.5) {
        if (!in_picture(channels, corner + along * t)) break;
        ++count;
        for (int shift = -2; shift <= 2; ++shift) {
            const cv::Point2d at = corner + along * t + across * shift;
            if (!in_picture(channels, at)) continue;
            const cv::Point pixel(cvRound(at.x), cvRound(at.y));
            const cv::Vec2f gradient = channels.gradient(pixel);
            const double part = gradient[0] * across.x + gradient[1] * across.y;
            // Within 20 degrees.
            if (channels.strength(pixel) < weakest || std::abs(part) < steep ||
                part * part < 0.88 * gradient.dot(gradient)) {
                continue;
            }
            ++found;
            break;
        }
    }
    return count < 4 ? 0 : static_cast<float>(found) / static_cast<float>(count);
}

}  // namespace baton::scan::detection
