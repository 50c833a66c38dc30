#include <baton/media/resize.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace baton::media {
namespace {

constexpr double lobes = 3;

double lanczos(double x) {
    if (x == 0) return 1;
    if (std::abs(x) >= lobes) return 0;
    const double at = std::numbers::pi * x;
    return lobes * std::sin(at) * std::sin(at / lobes) / (at * at);
}

// Which samples of the source make one of the target, and how much each counts; the weights add up to 1.
struct Tap {
    std::uint32_t first;
    std::vector<float> weights;
};

std::vector<Tap> taps_for(std::uint32_t from, std::uint32_t to) {
    const double scale = static_cast<double>(from) / to;
    // Enlarging, the filter stays as wide as the source's pixels.
    const double width = std::max(1.0, scale);
    const double reach = lobes * width;
    std::vector<Tap> taps(to);
    for (std::uint32_t i = 0; i < to; ++i) {
        const double centre = (i + 0.5) * scale;
        const auto first = static_cast<std::uint32_t>(std::max(0.0, std::floor(centre - reach)));
        const auto last = static_cast<std::uint32_t>(std::min<double>(from, std::ceil(centre + reach)));
        double sum = 0;
        std::vector<double> weights;
        for (std::uint32_t at = first; at < last; ++at) {
            weights.push_back(lanczos((at + 0.5 - centre) / width));
            sum += weights.back();
        }
        taps[i].first = first;
        for (double weight : weights) taps[i].weights.push_back(static_cast<float>(weight / sum));
    }
    return taps;
}

std::uint8_t to_byte(float value) {
    return static_cast<std::uint8_t>(std::clamp(value + 0.5F, 0.0F, 255.0F));
}

// One row of the source with colours multiplied by their alpha, so that what shows through does not bleed.
template <unsigned Channels>
void load_row(const std::uint8_t* from, std::uint32_t width, std::vector<float>& to) {
    constexpr bool alpha = Channels == 2 || Channels == 4;
    for (std::uint32_t x = 0; x < width; ++x) {
        const std::uint8_t* pixel = from + x * std::size_t{Channels};
        float* out = to.data() + x * std::size_t{Channels};
        const float weight = alpha ? static_cast<float>(pixel[Channels - 1]) / 255.0F : 1.0F;
        for (unsigned c = 0; c < Channels; ++c) {
            out[c] = static_cast<float>(pixel[c]) * (alpha && c == Channels - 1 ? 1.0F : weight);
        }
    }
}

template <unsigned Channels>
void narrow_row(const std::vector<float>& from, const std::vector<Tap>& taps, float* to) {
    for (const Tap& tap : taps) {
        float sums[Channels] = {};
        const float* pixel = from.data() + tap.first * std::size_t{Channels};
        for (float weight : tap.weights) {
            for (unsigned c = 0; c < Channels; ++c) sums[c] += weight * pixel[c];
            pixel += Channels;
        }
        for (unsigned c = 0; c < Channels; ++c) *to++ = sums[c];
    }
}

template <unsigned Channels>
void store_row(const std::vector<float>& from, std::uint8_t* to) {
    constexpr bool alpha = Channels == 2 || Channels == 4;
    for (std::size_t at = 0; at < from.size(); at += Channels) {
        const float share = alpha ? from[at + Channels - 1] / 255.0F : 1.0F;
        for (unsigned c = 0; c < Channels; ++c) {
            const bool colour = !alpha || c != Channels - 1;
            const float value = from[at + c];
            to[at + c] = to_byte(colour && alpha ? (share > 0 ? value / share : 0.0F) : value);
        }
    }
}

// Source rows are narrowed once each, into a ring as high as the filter reaches.
template <unsigned Channels>
Image scaled(const Image& from, Size target) {
    const auto columns = taps_for(from.size().width, target.width);
    const auto rows = taps_for(from.size().height, target.height);
    std::size_t ring_height = 0;
    for (const Tap& tap : rows) ring_height = std::max(ring_height, tap.weights.size());
    const std::size_t stride = target.width * std::size_t{Channels};
    std::vector<float> ring(ring_height * stride);
    std::vector<float> wide(from.stride());
    std::vector<float> sums(stride);
    Image to{target, Channels};
    std::uint32_t loaded = 0;
    for (std::uint32_t y = 0; y < target.height; ++y) {
        const Tap& tap = rows[y];
        for (; loaded < tap.first + tap.weights.size(); ++loaded) {
            load_row<Channels>(from.row(loaded), from.size().width, wide);
            narrow_row<Channels>(wide, columns, ring.data() + loaded % ring_height * stride);
        }
        std::ranges::fill(sums, 0.0F);
        for (std::size_t i = 0; i < tap.weights.size(); ++i) {
            const float* row = ring.data() + (tap.first + i) % ring_height * stride;
            for (std::size_t at = 0; at < stride; ++at) sums[at] += tap.weights[i] * row[at];
        }
        store_row<Channels>(sums, to.row(y));
    }
    return to;
}

}  // namespace

Size fit_within(Size size, std::uint32_t max_px) {
    if (size.long_side() <= max_px) return size;
    auto scaled_side = [&](std::uint32_t side) {
        const std::uint64_t rounded = (std::uint64_t{side} * max_px + size.long_side() / 2) / size.long_side();
        return static_cast<std::uint32_t>(std::max<std::uint64_t>(rounded, 1));
    };
    return {scaled_side(size.width), scaled_side(size.height)};
}

Image resize(Image image, Size target) {
    if (image.size() == target) return image;
    switch (image.channels()) {
        case 1:
            return scaled<1>(image, target);
        case 2:
            return scaled<2>(image, target);
        case 3:
            return scaled<3>(image, target);
        default:
            return scaled<4>(image, target);
    }
}

}  // namespace baton::media
