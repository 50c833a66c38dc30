#include "media/src/png/chunks.hpp"
#include "media/src/png/codec.hpp"

#include <baton/media/png.hpp>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

namespace baton::media {
namespace {

using namespace std::string_view_literals;

// What decides the pixels and their colours. pHYs only says how large to print them.
constexpr std::array kept{"IHDR"sv, "PLTE"sv, "IDAT"sv, "IEND"sv, "tRNS"sv, "cHRM"sv, "gAMA"sv,
                          "iCCP"sv, "sRGB"sv, "cICP"sv, "sBIT"sv, "bKGD"sv, "pHYs"sv};

std::uint32_t number(BytesView bytes) {
    std::uint32_t value = 0;
    for (std::byte byte : bytes.first(4)) value = value << 8 | std::to_integer<std::uint32_t>(byte);
    return value;
}

// What `check` would say of a file that it found regular.
Header header_of(const std::vector<png::Chunk>& chunks) {
    Header header{.kind = Kind::png};
    for (const png::Chunk& chunk : chunks) {
        if (chunk.type == "IHDR" && chunk.payload.size() >= 8) {
            header.stored = {number(chunk.payload), number(chunk.payload.subspan(4))};
        } else if (chunk.type == "eXIf") {
            header.orientation = exif_orientation(chunk.payload);
        }
    }
    return header;
}

}  // namespace

result<std::optional<Bytes>> stripped_png(BytesView file, const StripOptions& options) {
    const std::vector<png::Chunk> chunks = png::read_chunks(file);
    const result<Header> header =
        options.checked ? result<Header>{header_of(chunks)} : png::check(file, options.max_pixels);
    if (!header) return header.error();
    if (header->stored.pixels() > options.max_pixels) {
        return Error{errc::too_large, "the picture has more pixels than allowed", {}};
    }
    if (header->orientation != Orientation::upright || header->irregular ||
        (options.max_px != 0 && header->stored.long_side() > options.max_px)) {
        return std::optional<Bytes>{};
    }
    Bytes stripped;
    stripped.reserve(file.size());
    const BytesView signature = png::signature();
    stripped.insert(stripped.end(), signature.begin(), signature.end());
    for (const png::Chunk& chunk : chunks) {
        if (std::ranges::find(kept, chunk.type) != kept.end()) {
            stripped.insert(stripped.end(), chunk.whole.begin(), chunk.whole.end());
        }
    }
    return std::optional<Bytes>{std::move(stripped)};
}

}  // namespace baton::media
