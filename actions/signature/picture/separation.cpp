#include "actions/signature/picture/separation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace baton::signature {
namespace {

constexpr std::size_t bins = 256;
using Histogram = std::array<std::size_t, bins>;

std::size_t bin_of(float share) {
    return static_cast<std::size_t>(std::clamp(share, 0.0F, 1.0F) * 255);
}

float share_of(std::size_t bin) {
    return static_cast<float>(bin) / 255;
}

// The brightness that is most common, looked at through a window so that a comb of few values does no harm.
std::size_t most_common(const Histogram& histogram) {
    constexpr std::size_t half_window = 3;
    std::size_t best = 0;
    std::size_t most = 0;
    for (std::size_t bin = bins / 2; bin < bins; ++bin) {
        std::size_t sum = 0;
        for (std::size_t near = bin - half_window; near <= std::min(bins - 1, bin + half_window); ++near) {
            sum += histogram.at(near);
        }
        if (sum >= most) {
            most = sum;
            best = bin;
        }
    }
    return best;
}

// How far paper strays to the dark side: the root mean square below its level, without what is clearly darker.
float noise_below(const Histogram& histogram, std::size_t level) {
    constexpr std::size_t reach = 32;
    double squares = 0;
    double count = 1;
    for (std::size_t bin = level > reach ? level - reach : 0; bin <= level; ++bin) {
        const double off = share_of(level) - share_of(bin);
        squares += off * off * static_cast<double>(histogram.at(bin));
        count += static_cast<double>(histogram.at(bin));
    }
    return static_cast<float>(std::sqrt(squares / count));
}

}  // namespace

std::optional<Separation> separate(const Plane& shares) {
    Histogram histogram{};
    for (float share : shares.values()) ++histogram.at(bin_of(share));
    const std::size_t paper = most_common(histogram);
    const float edge = share_of(paper) - std::max(4 * noise_below(histogram, paper), 0.1F);
    std::size_t dark = 0;
    for (std::size_t bin = 0; bin < bin_of(edge); ++bin) dark += histogram.at(bin);
    const std::size_t least = std::max<std::size_t>(20, shares.values().size() / 50'000);
    if (edge <= 0 || dark < least) return std::nullopt;
    // Ruled lines may be many more pixels than the ink, but never darker: the darkest tenth is ink.
    std::size_t ink = 0;
    for (std::size_t seen = histogram.at(0); seen * 10 < dark; seen += histogram.at(ink)) ++ink;
    // Even a pencil is darker by more than this; what is not is noise in a shadow.
    constexpr float least_contrast = 0.22F;
    const Separation found{share_of(paper), share_of(ink)};
    return found.paper - found.ink < least_contrast ? std::nullopt : std::optional{found};
}

Plane opacities(const Plane& shares, const Separation& separation) {
    constexpr float none = 0.25F;
    constexpr float full = 0.6F;
    Plane made{shares.size()};
    std::ranges::transform(shares.values(), made.values().begin(), [&](float share) {
        const float darkness = (separation.paper - share) / (separation.paper - separation.ink);
        return std::clamp((darkness - none) / (full - none), 0.0F, 1.0F);
    });
    return made;
}

}  // namespace baton::signature
