#include "actions/signature/picture/paper_area.hpp"

#include "actions/signature/picture/small_plane.hpp"

#include <baton/media/resize.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace baton::signature {
namespace {

// Neighbours that differ by more than this share of their brightness are divided by an edge.
constexpr float edge_share = 0.06F;
constexpr float edge_least = 1.5F;  // of 255; in the dark shares are noise
constexpr double least_paper = 0.1;
constexpr double nearly_all = 0.97;
// Regions smaller than this are the blur of edges.
constexpr std::size_t least_region = 12;
constexpr double darkest_shadow = 0.3;
constexpr double same_tint = 0.03;
// The paper's own edge is as blurred as the small copy.
constexpr std::size_t margin = 2;

using Rgb = std::array<float, 3>;

// The three channels, small; each number is the mean of the pixels that fall on it.
std::array<Plane, 3> small_channels(const media::Image& rgba, media::Size size) {
    std::array<Plane, 3> channels{Plane{size}, Plane{size}, Plane{size}};
    std::vector<float> counts(size.pixels());
    for (std::uint32_t y = 0; y < rgba.size().height; ++y) {
        const std::size_t row = std::uint64_t{y} * size.height / rgba.size().height * size.width;
        const std::uint8_t* pixel = rgba.row(y);
        for (std::uint32_t x = 0; x < rgba.size().width; ++x, pixel += 4) {
            const std::size_t at = row + std::uint64_t{x} * size.width / rgba.size().width;
            for (std::size_t part = 0; part < 3; ++part) channels.at(part).values()[at] += pixel[part];
            ++counts[at];
        }
    }
    for (Plane& channel : channels) {
        std::ranges::transform(channel.values(), counts, channel.values().begin(), std::divides{});
    }
    return channels;
}

// The small copy.
struct Ground {
    std::size_t width = 0;
    std::size_t height = 0;
    std::vector<Rgb> colours;
};

Ground ground_of(const media::Image& rgba) {
    const media::Size size = media::fit_within(rgba.size(), small_side);
    Ground ground{size.width, size.height, std::vector<Rgb>(size.pixels())};
    const auto channels = small_channels(rgba, size);
    for (std::size_t part = 0; part < 3; ++part) {
        const Plane plane = closed(channels.at(part), ink_radius);
        for (std::size_t at = 0; at < ground.colours.size(); ++at) ground.colours[at].at(part) = plane.values()[at];
    }
    return ground;
}

/// Calls `visit` with each of the four neighbours that are in the picture.
template <class Visit>
void each_neighbour(std::size_t at, std::size_t width, std::size_t height, Visit visit) {
    const std::size_t x = at % width;
    const std::size_t y = at / width;
    if (x > 0) visit(at - 1);
    if (x + 1 < width) visit(at + 1);
    if (y > 0) visit(at - width);
    if (y + 1 < height) visit(at + width);
}

struct Region {
    std::size_t area = 0;
    std::array<double, 3> sum{};

    double mean(std::size_t part) const { return sum.at(part) / static_cast<double>(area); }
    double darkest_channel() const { return std::min({mean(0), mean(1), mean(2)}); }
    double brightness() const { return mean(0) + mean(1) + mean(2); }
};

bool are_alike(const Rgb& first, const Rgb& second) {
    bool alike = true;
    for (std::size_t part = 0; part < 3; ++part) {
        const float limit = edge_share * std::max(first.at(part), second.at(part)) + edge_least;
        alike = alike && std::abs(first.at(part) - second.at(part)) <= limit;
    }
    return alike;
}

struct Regions {
    std::vector<std::size_t> of;  // for each pixel
    std::vector<Region> all;
};

Regions regions_of(const Ground& ground) {
    constexpr std::size_t none = static_cast<std::size_t>(-1);
    Regions regions{std::vector<std::size_t>(ground.colours.size(), none), {}};
    std::vector<std::size_t> waiting;
    for (std::size_t first = 0; first < ground.colours.size(); ++first) {
        if (regions.of[first] != none) continue;
        regions.all.emplace_back();
        Region& region = regions.all.back();
        const auto take = [&](std::size_t at) {
            regions.of[at] = regions.all.size() - 1;
            ++region.area;
            for (std::size_t part = 0; part < 3; ++part) region.sum.at(part) += ground.colours[at].at(part);
            waiting.push_back(at);
        };
        take(first);
        while (!waiting.empty()) {
            const std::size_t at = waiting.back();
            waiting.pop_back();
            each_neighbour(at, ground.width, ground.height, [&](std::size_t near) {
                if (regions.of[near] == none && are_alike(ground.colours[at], ground.colours[near])) take(near);
            });
        }
    }
    return regions;
}

// What is colourful is seldom paper: the darkest channel counts.
const Region& paper_among(const Regions& regions) {
    return *std::ranges::max_element(regions.all, {}, [](const Region& region) {
        return static_cast<double>(region.area) * region.darkest_channel();
    });
}

bool is_paper(const Region& region, const Region& paper) {
    if (region.area < least_region || region.brightness() < darkest_shadow * paper.brightness()) return false;
    bool same = true;
    for (std::size_t part = 0; part < 3; ++part) {
        same = same &&
               std::abs(region.mean(part) / region.brightness() - paper.mean(part) / paper.brightness()) < same_tint;
    }
    return same;
}

// What paper surrounds is paper too: a stamp, a blot.
void fill_holes(std::vector<bool>& paper, const Ground& ground) {
    std::vector<bool> outside(paper.size());
    std::vector<std::size_t> waiting;
    const auto take = [&](std::size_t at) {
        if (!paper[at] && !outside[at]) {
            outside[at] = true;
            waiting.push_back(at);
        }
    };
    for (std::size_t at = 0; at < paper.size(); ++at) {
        const std::size_t x = at % ground.width;
        const std::size_t y = at / ground.width;
        if (x == 0 || y == 0 || x + 1 == ground.width || y + 1 == ground.height) take(at);
    }
    while (!waiting.empty()) {
        const std::size_t at = waiting.back();
        waiting.pop_back();
        each_neighbour(at, ground.width, ground.height, take);
    }
    outside.flip();
    paper = std::move(outside);
}

void take_off_margin(std::vector<bool>& paper, const Ground& ground) {
    for (std::size_t step = 0; step < margin; ++step) {
        std::vector<bool> smaller = paper;
        for (std::size_t at = 0; at < paper.size(); ++at) {
            each_neighbour(at, ground.width, ground.height,
                           [&](std::size_t near) { smaller[at] = smaller[at] && paper[near]; });
        }
        paper = std::move(smaller);
    }
}

// Nothing if there is no paper to be told from anything else.
std::optional<std::vector<bool>> paper_in(const Ground& ground) {
    const Regions regions = regions_of(ground);
    const Region& whitest = paper_among(regions);
    const auto all = static_cast<double>(ground.colours.size());
    if (static_cast<double>(whitest.area) < least_paper * all) return std::nullopt;
    std::vector<bool> paper(ground.colours.size());
    for (std::size_t at = 0; at < paper.size(); ++at) paper[at] = is_paper(regions.all[regions.of[at]], whitest);
    fill_holes(paper, ground);
    if (static_cast<double>(std::ranges::count(paper, true)) >= nearly_all * all) return std::nullopt;
    take_off_margin(paper, ground);
    return paper;
}

}  // namespace

void clear_beside_paper(Plane& opacities, const media::Image& rgba) {
    const Ground ground = ground_of(rgba);
    const auto paper = paper_in(ground);
    if (!paper) return;
    const media::Size size = opacities.size();
    for (std::uint32_t y = 0; y < size.height; ++y) {
        const std::size_t row = std::size_t{y} * ground.height / size.height * ground.width;
        for (std::uint32_t x = 0; x < size.width; ++x) {
            if (!(*paper)[row + std::size_t{x} * ground.width / size.width]) opacities.row(y)[x] = 0;
        }
    }
}

}  // namespace baton::signature
