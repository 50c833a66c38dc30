#include "media/src/heic/description.hpp"

#include "media/src/rgb_profile.hpp"

#include <optional>
#include <string_view>

namespace baton::media::heic {
namespace {

// The numbers of ITU-T H.273 (ISO/IEC 23091-2).
enum Primaries : std::uint64_t { bt2020 = 9, p3_d65 = 12 };
enum Transfer : std::uint64_t { bt709 = 1, unspecified = 2, bt601 = 6, srgb = 13, bt2020_10 = 14, bt2020_12 = 15 };

// Of cameras' curves screens make sRGB's, as browsers do. Linear light and HDR need more than a profile.
bool is_shown_as_srgb(std::uint64_t transfer) {
    switch (transfer) {
        case bt709:
        case unspecified:
        case bt601:
        case srgb:
        case bt2020_10:
        case bt2020_12:
            return true;
        default:
            return false;
    }
}

Bytes named_profile(Cursor nclx) {
    const std::uint64_t primaries = nclx.number(2);
    if (!is_shown_as_srgb(nclx.number(2))) return {};
    if (primaries == p3_d65) return rgb_profile(RgbSpace::display_p3);
    return primaries == bt2020 ? rgb_profile(RgbSpace::rec2020) : Bytes{};
}

// What an item's `colr` boxes say: its profile, else what `nclx` names. Nothing if it has no such box.
std::optional<Bytes> own_profile(const Container& container, const Item& item) {
    std::optional<Bytes> named;
    for (const std::size_t place : item.properties) {
        const Box& property = container.properties[place];
        if (property.type != "colr") continue;
        Cursor cursor{property.payload};
        const BytesView kind = cursor.take(4);
        const std::string_view name{reinterpret_cast<const char*>(kind.data()), kind.size()};
        if (name == "prof" || name == "rICC") return Bytes{cursor.left().begin(), cursor.left().end()};
        if (name == "nclx" && !named) named = named_profile(cursor);
    }
    return named;
}

Bytes description(const Container& container, std::string_view type, std::string_view content_type) {
    for (const ItemId id : container.item(container.primary).descriptions) {
        const Item& item = container.item(id);
        if (item.type == type && item.content_type == content_type && !item.data.empty()) return data_of(item);
    }
    return {};
}

}  // namespace

bool turns_itself(const Container& container) {
    const Item& primary = container.item(container.primary);
    return !container.property(primary, "irot").empty() || !container.property(primary, "imir").empty();
}

// It begins with the offset of its TIFF header (ISO/IEC 23008-12, A.2.1).
Bytes exif_of(const Container& container) {
    constexpr std::size_t offset_size = 4;
    Bytes block = description(container, "Exif", "");
    const std::uint64_t offset = Cursor{block}.number(offset_size);
    if (block.size() <= offset_size || offset >= block.size() - offset_size) return {};
    block.erase(block.begin(), block.begin() + static_cast<std::ptrdiff_t>(offset_size + offset));
    return block;
}

Bytes xmp_of(const Container& container) {
    return description(container, "mime", "application/rdf+xml");
}

Bytes profile_of(const Container& container) {
    const Item* item = &container.item(container.primary);
    constexpr int deepest = 8;
    for (int depth = 0; depth < deepest; ++depth) {
        if (auto profile = own_profile(container, *item)) return *profile;
        if (item->made_of.empty()) break;
        item = &container.item(item->made_of.front());
    }
    return {};
}

// In `hvcC` (ISO/IEC 14496-15, 8.3.3.1) 4:2:0, 4:2:2 and 4:4:4 are 1, 2 and 3; `av1C` (2.3 of AV1's) has a bit each.
Subsampling subsampling_of(const Container& container, const Parts& parts) {
    constexpr std::size_t chroma_in_hvcc = 16;
    for (const ItemId id : parts.items) {
        const Item& item = container.item(id);
        if (const BytesView hevc = container.property(item, "hvcC"); hevc.size() > chroma_in_hvcc) {
            const unsigned chroma = std::to_integer<unsigned>(hevc[chroma_in_hvcc]) & 3;
            return {chroma == 3 ? 1 : 2, chroma >= 2 ? 1 : 2};
        }
        if (const BytesView av1 = container.property(item, "av1C"); av1.size() > 2) {
            const unsigned flags = std::to_integer<unsigned>(av1[2]);
            return {(flags & 8) != 0 ? 2 : 1, (flags & 4) != 0 ? 2 : 1};
        }
    }
    return {2, 2};
}

}  // namespace baton::media::heic
