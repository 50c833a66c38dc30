#include "actions/signature/picture/card.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace baton::signature {
namespace {

enum class Kind : std::uint8_t { clear, pale, ink };

Kind kind_of(const std::uint8_t* pixel) {
    constexpr std::uint8_t palest = 229;
    if (pixel[3] < 128) return Kind::clear;
    return std::min({pixel[0], pixel[1], pixel[2]}) > palest ? Kind::pale : Kind::ink;
}

}  // namespace

bool has_card(const media::Image& image) {
    std::uint64_t edges = 0;
    std::uint64_t on_card = 0;
    std::uint64_t pale_edges = 0;
    const auto side = [&](const std::uint8_t* pixel, const std::uint8_t* neighbour) {
        const Kind one = kind_of(pixel);
        const Kind other = kind_of(neighbour);
        if (one == other) return;
        const bool pale = one == Kind::pale || other == Kind::pale;
        const bool ink = one == Kind::ink || other == Kind::ink;
        edges += ink ? 1 : 0;
        pale_edges += pale ? 1 : 0;
        on_card += pale && ink ? 1 : 0;
    };
    for (std::uint32_t y = 0; y < image.size().height; ++y) {
        const std::uint8_t* pixel = image.row(y);
        for (std::uint32_t x = 0; x < image.size().width; ++x, pixel += 4) {
            if (x > 0) side(pixel, pixel - 4);
            if (y > 0) side(pixel, pixel - image.stride());
        }
    }
    constexpr std::uint64_t good_part = 3;
    // Paper left in the loops of letters has little of the ink's edge, but hardly any edge of its own.
    constexpr std::uint64_t some_part = 50;
    return on_card * good_part > edges || (on_card * some_part > edges && on_card * 2 > pale_edges);
}

}  // namespace baton::signature
