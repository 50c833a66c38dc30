#include "media/src/limits.hpp"
#include "media/src/png/chunks.hpp"
#include "media/src/png/codec.hpp"

#include <baton/media/png.hpp>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

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
Header header_of(BytesView file) {
    Header header{.kind = Kind::png};
    bool has_exif = false;
    png::ChunkReader chunks{file};
    while (const auto chunk = chunks.next()) {
        if (chunk->type == "IHDR" && chunk->payload.size() >= 8) {
            header.stored = {number(chunk->payload), number(chunk->payload.subspan(4))};
        } else if (chunk->type == "eXIf" && !has_exif) {
            has_exif = true;
            header.orientation = exif_orientation(chunk->payload);
        }
    }
    return header;
}

}  // namespace

result<std::optional<Bytes>> stripped_png(BytesView file, const StripOptions& options) {
    const result<Header> header =
        options.checked ? result<Header>{header_of(file)} : png::check(file, options.max_pixels);
    if (!header) return header.error();
    if (auto allowed = check_size(header->stored, options.max_pixels); !allowed) return allowed.error();
    if (header->orientation != Orientation::upright || header->irregular ||
        (options.max_px != 0 && header->stored.long_side() > options.max_px)) {
        return std::optional<Bytes>{};
    }
    Bytes stripped;
    stripped.reserve(file.size());
    const BytesView signature = png::signature();
    stripped.insert(stripped.end(), signature.begin(), signature.end());
    png::ChunkReader chunks{file};
    while (const auto chunk = chunks.next()) {
        if (std::ranges::find(kept, chunk->type) != kept.end()) {
            stripped.insert(stripped.end(), chunk->whole.begin(), chunk->whole.end());
        }
    }
    return std::optional<Bytes>{std::move(stripped)};
}

}  // namespace baton::media
