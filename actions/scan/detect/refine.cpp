#include "actions/scan/detect/refine.hpp"

#include "actions/scan/detect/curve.hpp"
#include "actions/scan/detect/logarithms.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace baton::scan::detection {

namespace {

/// How edges are looked for across a side, in pixels.
struct Search {
    int reach = 0;    ///< to both sides of the curve
    int window = 0;   ///< of the means whose difference is the step
    int rows = 1;     ///< profiles next to each other that are averaged
    int samples = 0;  ///< places along the side
};

template <typename Sample>
std::vector<cv::Vec3f> profile_at(const Sample& sample, const Curve& curve, double position, const Search& search) {
    const int half = search.reach + search.window;
    const cv::Point2d inward = curve.inward();
    const cv::Point2d along = (curve.to - curve.from) * (1 / cv::norm(curve.to - curve.from));
    const cv::Point2d middle = curve.at(position);
    std::vector<cv::Vec3f> profile(static_cast<std::size_t>(2 * half + 1));
    for (int i = -half; i <= half; ++i) {
        cv::Vec3f sum;
        for (int row = 0; row < search.rows; ++row) {
            sum += sample(middle + inward * i + along * (row - (search.rows - 1) / 2));
        }
        profile[static_cast<std::size_t>(i + half)] = sum * (1.0F / static_cast<float>(search.rows));
    }
    return profile;
}

/// Difference of the means over the windows inside and outside of each place of the profile.
std::vector<cv::Vec3f> steps_of(const std::vector<cv::Vec3f>& profile, const Search& search) {
    std::vector<cv::Vec3f> sums(profile.size() + 1);
    for (std::size_t i = 0; i < profile.size(); ++i) sums[i + 1] = sums[i] + profile[i];
    const auto window = static_cast<std::size_t>(search.window);
    std::vector<cv::Vec3f> steps;
    for (std::size_t i = window; i + window < profile.size(); ++i) {
        const cv::Vec3f inside = sums[i + window + 1] - sums[i + 1];
        const cv::Vec3f outside = sums[i] - sums[i - window];
        steps.push_back((inside - outside) * (1.0F / static_cast<float>(window)));
    }
    return steps;
}

/// Steps count less the farther they are from where the edge is expected: at the end of the reach by this share.
constexpr float far_loss = 0.3F;

float nearness(std::size_t i, const Search& search) {
    const float away = std::abs(static_cast<float>(i) - static_cast<float>(search.reach));
    return 1 - far_loss * away / static_cast<float>(search.reach);
}

/// The direction in colour of the steps along the side: the mean of the highest one of every profile, high ones
/// weighing little more than low ones. The edge of the page's own shadow beside it is not higher than the page's.
cv::Vec3f direction_of(const std::vector<std::vector<cv::Vec3f>>& all, const Search& search) {
    cv::Vec3f mean;
    for (const auto& steps : all) {
        float most = 0;
        cv::Vec3f highest;
        for (std::size_t i = 0; i < steps.size(); ++i) {
            const float height = static_cast<float>(cv::norm(steps[i])) * nearness(i, search);
            if (height > most) {
                most = height;
                highest = steps[i];
            }
        }
        mean += highest * (1 / std::sqrt(most + 1));
    }
    const float length = static_cast<float>(cv::norm(mean));
    return length > 0 ? mean * (1 / length) : cv::Vec3f(1, 0, 0);
}

/// The highest step along `direction`, to part of a pixel, near ones preferred.
Sighting sight(const std::vector<cv::Vec3f>& steps, const cv::Vec3f& direction, double position, const Search& search) {
    const auto height = [&](std::size_t i) { return steps[i].dot(direction); };
    std::size_t best = 1;
    float most = 0;
    for (std::size_t i = 1; i + 1 < steps.size(); ++i) {
        const float value = height(i) * nearness(i, search);
        if (value > most) {
            most = value;
            best = i;
        }
    }
    const float before = height(best - 1);
    const float here = height(best);
    const float after = height(best + 1);
    const float bend = 2 * here - before - after;
    const float shift = bend > 0 ? std::clamp(0.5F * (after - before) / bend, -1.0F, 1.0F) : 0;
    return {position, static_cast<double>(best) + shift - search.reach, most > 0 ? here : 0};
}

template <typename Sample>
void follow(const Sample& sample, Curve& curve, const Search& search, double scatter) {
    if (cv::norm(curve.to - curve.from) < 8) return;
    std::vector<std::vector<cv::Vec3f>> all;
    std::vector<double> positions;
    for (int i = 0; i < search.samples; ++i) {
        positions.push_back(0.02 + 0.96 * (i + 0.5) / search.samples);
        all.push_back(steps_of(profile_at(sample, curve, positions.back(), search), search));
    }
    const cv::Vec3f direction = direction_of(all, search);
    std::vector<Sighting> sightings;
    float highest = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        Sighting seen = sight(all[i], direction, positions[i], search);
        highest = std::max(highest, static_cast<float>(seen.weight));
        seen.offset += curve.offset(seen.position);
        sightings.push_back(seen);
    }
    // A step that is half as high as the highest counts in full.
    for (Sighting& seen : sightings) seen.weight = std::min(1.0, 2 * seen.weight / std::max(1e-6F, highest));
    fit_curve(curve, sightings, scatter);
}

template <typename Sample>
Quad follow_all(const Sample& sample, const Quad& quad, const std::vector<Search>& searches, double scatter) {
    std::array<Curve, 4> curves;
    for (std::size_t i = 0; i < 4; ++i) {
        curves[i].from = quad.corners[i];
        curves[i].to = quad.corners[(i + 1) % 4];
        for (const Search& search : searches) follow(sample, curves[i], search, scatter);
    }
    Quad refined;
    for (std::size_t i = 0; i < 4; ++i) refined.corners[i] = meet(curves[(i + 3) % 4], curves[i]);
    return refined;
}

}  // namespace

Quad trace_sides(const Channels& channels, const Quad& quad) {
    const auto sample = [&](cv::Point2d at) {
        const int x = std::clamp(cvRound(at.x), 0, channels.values.cols - 1);
        const int y = std::clamp(cvRound(at.y), 0, channels.values.rows - 1);
        return channels.values(y, x);
    };
    return follow_all(sample, quad, {{6, 3, 3, 48}, {4, 2, 3, 48}}, 0.7);
}

Quad refine_sides(const cv::Mat& picture, const Quad& quad, double reach) {
    const Logarithms& logarithms = Logarithms::table();
    const bool grey = picture.channels() == 1;
    const auto sample = [&](cv::Point2d at) {
        const int x = std::clamp(cvRound(at.x), 0, picture.cols - 1);
        const int y = std::clamp(cvRound(at.y), 0, picture.rows - 1);
        const uchar* pixel = picture.ptr(y) + x * picture.channels();
        return grey ? logarithms.of_grey(pixel) : logarithms.of_rgb(pixel);
    };
    const int across = std::clamp(cvCeil(reach), 2, 40);
    const int window = std::clamp(across / 2, 2, 6);
    const Search wide{across, window, 5, 64};
    const Search narrow{std::max(2, across / 2), std::max(2, window / 2), 7, 96};
    return follow_all(sample, quad, {wide, narrow}, 0.4);
}

}  // namespace baton::scan::detection
