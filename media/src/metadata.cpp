#include <baton/media/metadata.hpp>

#include <libexif/exif-data.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string_view>

namespace baton::media {
namespace {

using namespace std::string_view_literals;

constexpr auto exif_prefix = "Exif\0\0"sv;

struct ExifRelease {
    void operator()(ExifData* data) const { exif_data_unref(data); }
};
using Exif = std::unique_ptr<ExifData, ExifRelease>;

Exif load(BytesView exif) {
    if (exif.empty()) return nullptr;
    Bytes prefixed;
    prefixed.reserve(exif_prefix.size() + exif.size());
    for (char c : exif_prefix) prefixed.push_back(static_cast<std::byte>(c));
    prefixed.insert(prefixed.end(), exif.begin(), exif.end());
    Exif data{exif_data_new()};
    // As it is: the defaults would add missing tags and drop those libexif does not know.
    exif_data_unset_option(data.get(), EXIF_DATA_OPTION_FOLLOW_SPECIFICATION);
    exif_data_unset_option(data.get(), EXIF_DATA_OPTION_IGNORE_UNKNOWN_TAGS);
    exif_data_load_data(data.get(), reinterpret_cast<const unsigned char*>(prefixed.data()),
                        static_cast<unsigned>(prefixed.size()));
    return data;
}

ExifEntry* orientation_entry(ExifData& data) {
    ExifEntry* entry = exif_content_get_entry(data.ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
    return entry && entry->components >= 1 && entry->data ? entry : nullptr;
}

// The standard says SHORT; some cameras write LONG.
unsigned number_in(ExifData& data, const ExifEntry& entry) {
    const ExifByteOrder order = exif_data_get_byte_order(&data);
    if (entry.format == EXIF_FORMAT_SHORT && entry.size >= 2) return exif_get_short(entry.data, order);
    if (entry.format == EXIF_FORMAT_LONG && entry.size >= 4) return exif_get_long(entry.data, order);
    return 0;
}

void drop_thumbnail(ExifData& data) {
    std::free(data.data);
    data.data = nullptr;
    data.size = 0;
    ExifContent* ifd = data.ifd[EXIF_IFD_1];
    while (ifd->count > 0) exif_content_remove_entry(ifd, ifd->entries[0]);
}

Bytes upright_exif(BytesView exif) {
    Exif data = load(exif);
    if (!data) return {};
    if (ExifEntry* entry = orientation_entry(*data)) {
        const ExifByteOrder order = exif_data_get_byte_order(data.get());
        if (entry->format == EXIF_FORMAT_SHORT && entry->size >= 2) {
            exif_set_short(entry->data, order, 1);
        } else if (entry->format == EXIF_FORMAT_LONG && entry->size >= 4) {
            exif_set_long(entry->data, order, 1);
        }
    }
    drop_thumbnail(*data);
    unsigned char* saved = nullptr;
    unsigned size = 0;
    exif_data_save_data(data.get(), &saved, &size);
    const std::unique_ptr<unsigned char, void (*)(void*)> owner{saved, std::free};
    if (!saved || size <= exif_prefix.size()) return {};
    const auto* first = reinterpret_cast<const std::byte*>(saved);
    return {first + exif_prefix.size(), first + size};
}

// XMP repeats the orientation as an attribute or as an element; one digit is changed where it stands, so the packet
// keeps its length.
void make_xmp_upright(Bytes& xmp) {
    const std::string_view text{reinterpret_cast<const char*>(xmp.data()), xmp.size()};
    constexpr auto name = "tiff:Orientation"sv;
    for (auto at = text.find(name); at != std::string_view::npos; at = text.find(name, at + name.size())) {
        const auto value = text.find_first_not_of("=\"'> \t\r\n", at + name.size());
        if (value != std::string_view::npos && text[value] >= '2' && text[value] <= '8') xmp[value] = std::byte{'1'};
    }
}

}  // namespace

Orientation exif_orientation(BytesView exif) {
    const Exif data = load(exif);
    if (!data) return Orientation::upright;
    const ExifEntry* entry = orientation_entry(*data);
    const unsigned value = entry ? number_in(*data, *entry) : 0;
    return value >= 1 && value <= 8 ? static_cast<Orientation>(value) : Orientation::upright;
}

std::optional<double> exif_focal_35mm(BytesView exif) {
    const Exif data = load(exif);
    if (!data) return std::nullopt;
    const ExifEntry* entry = exif_content_get_entry(data->ifd[EXIF_IFD_EXIF], EXIF_TAG_FOCAL_LENGTH_IN_35MM_FILM);
    const unsigned value = entry && entry->components >= 1 && entry->data ? number_in(*data, *entry) : 0;
    return value > 0 ? std::optional{static_cast<double>(value)} : std::nullopt;
}

Metadata for_upright_pixels(Metadata metadata) {
    metadata.exif = upright_exif(metadata.exif);
    make_xmp_upright(metadata.xmp);
    return metadata;
}

}  // namespace baton::media
