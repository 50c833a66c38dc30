#include "chunks.hpp"
#include "codec.hpp"

#include <baton/media/png.hpp>

#include <algorithm>
#include <array>
#include <string_view>

namespace baton::media {
namespace {

using namespace std::string_view_literals;

// What decides the pixels and their colours. pHYs only says how large to print them.
constexpr std::array kept{"IHDR"sv, "PLTE"sv, "IDAT"sv, "IEND"sv, "tRNS"sv, "cHRM"sv, "gAMA"sv,
                          "iCCP"sv, "sRGB"sv, "cICP"sv, "sBIT"sv, "bKGD"sv, "pHYs"sv};

}  // namespace

result<std::optional<Bytes>> stripped_png(BytesView file, std::uint64_t max_pixels, std::uint32_t max_px) {
    const auto header = png::check(file, max_pixels);
    if (!header) {
        return header.error();
    }
    if (header->orientation != Orientation::upright || header->irregular ||
        (max_px != 0 && header->stored.long_side() > max_px)) {
        return std::optional<Bytes>{};
    }
    Bytes stripped;
    stripped.reserve(file.size());
    const BytesView signature = png::signature();
    stripped.insert(stripped.end(), signature.begin(), signature.end());
    for (const png::Chunk& chunk : png::read_chunks(file)) {
        if (std::ranges::find(kept, chunk.type) != kept.end()) {
            stripped.insert(stripped.end(), chunk.whole.begin(), chunk.whole.end());
        }
    }
    return std::optional<Bytes>{std::move(stripped)};
}

}  // namespace baton::media
