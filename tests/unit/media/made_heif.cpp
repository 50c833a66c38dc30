#include "made_heif.hpp"

#include "photos.hpp"

#include <algorithm>
#include <map>

namespace baton::media::testing {
namespace {

void append(Bytes& to, const Bytes& more) {
    to.insert(to.end(), more.begin(), more.end());
}

Bytes full_box(std::string_view type, std::uint64_t version_and_flags, std::initializer_list<Bytes> parts) {
    Bytes payload = number(version_and_flags, 4);
    for (const Bytes& part : parts) append(payload, part);
    return box(type, {payload});
}

// One place in `iloc`, version 1: the file (0) or `idat` (1).
void append_place(Bytes& places, std::size_t id, const HeifItem& item, std::size_t at) {
    for (const Bytes& part : {number(id, 2), number(item.in_idat ? 1 : 0, 2), number(0, 2),
                              number(static_cast<std::uint64_t>(item.extents), 2)}) {
        append(places, part);
    }
    const auto parts = static_cast<std::size_t>(item.extents);
    for (std::size_t part = 0; part < parts; ++part) {
        const std::size_t begin = item.data.size() * part / parts;
        const std::size_t end = item.data.size() * (part + 1) / parts;
        append(places, number(at + begin, 4));
        append(places, number(end - begin, 4));
    }
}

Bytes associations_of(const std::vector<HeifItem>& items, Bytes& properties) {
    std::map<Bytes, std::size_t> places;
    Bytes associations;
    for (std::size_t i = 0; i < items.size(); ++i) {
        append(associations, number(i + 1, 2));
        append(associations, number(items[i].properties.size(), 1));
        int left = static_cast<int>(items[i].properties.size());
        for (const Bytes& property : items[i].properties) {
            const auto [place, is_new] = places.try_emplace(property, places.size() + 1);
            if (is_new) append(properties, property);
            append(associations, number(place->second | (left-- <= items[i].essential ? 0x8000U : 0U), 2));
        }
    }
    return associations;
}

Bytes references_of(const std::vector<HeifItem>& items) {
    Bytes references;
    for (std::size_t i = 0; i < items.size(); ++i) {
        for (const auto& [type, to] : items[i].references) {
            Bytes ids;
            for (const int id : to) append(ids, number(static_cast<std::uint64_t>(id), 2));
            append(references, box(type, {number(i + 1, 2), number(to.size(), 2), ids}));
        }
    }
    return references;
}

}  // namespace

Bytes number(std::uint64_t value, std::size_t width) {
    Bytes bytes;
    while (width-- > 0) bytes.push_back(static_cast<std::byte>(value >> (8 * width) & 0xFF));
    return bytes;
}

Bytes text(std::string_view characters) {
    Bytes bytes;
    for (const char c : characters) bytes.push_back(static_cast<std::byte>(c));
    return bytes;
}

Bytes box(std::string_view type, std::initializer_list<Bytes> parts) {
    Bytes payload;
    for (const Bytes& part : parts) append(payload, part);
    Bytes whole = number(payload.size() + 8, 4);
    append(whole, text(type));
    append(whole, payload);
    return whole;
}

Bytes box_in(const Bytes& file, std::string_view type) {
    const Bytes name = text(type);
    const auto at = std::ranges::search(file, name).begin() - 4;
    std::size_t size = 0;
    for (int i = 0; i < 4; ++i) size = size << 8 | std::to_integer<std::size_t>(at[i]);
    return {at, at + static_cast<std::ptrdiff_t>(size)};
}

HeifBody heif_body(const std::vector<HeifItem>& items, std::size_t offset) {
    HeifBody body;
    Bytes idat;
    Bytes places;
    Bytes infos;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const HeifItem& item = items[i];
        Bytes& data = item.in_idat ? idat : body.data;
        append_place(places, i + 1, item, item.in_idat ? data.size() : offset + data.size());
        append(data, item.data);
        append(infos, full_box("infe", 2U << 24, {number(i + 1, 2), number(0, 2), text(item.type), number(0, 1)}));
    }
    Bytes properties;
    const Bytes associations = associations_of(items, properties);
    const Bytes count = number(items.size(), 2);
    body.meta = full_box(
        "meta", 0,
        {full_box("hdlr", 0, {number(0, 4), text("pict"), number(0, 8), number(0, 5)}),
         full_box("pitm", 0, {number(1, 2)}), full_box("iloc", 1U << 24, {number(0x4400, 2), count, places}),
         full_box("iinf", 0, {count, infos}),
         box("iprp", {box("ipco", {properties}), full_box("ipma", 1, {number(items.size(), 4), associations})}),
         full_box("iref", 0, {references_of(items)}), box("idat", {idat})});
    return body;
}

Bytes heif_of(const std::vector<HeifItem>& items) {
    Bytes file = box("ftyp", {text("heic"), number(0, 4), text("mif1heicavif")});
    const HeifBody body = heif_body(items, file.size() + 8);
    append(file, box("mdat", {body.data}));
    append(file, body.meta);
    return file;
}

HeifItem coded_picture() {
    const Bytes source = photo("exif6.heic");
    const Bytes coded = box_in(source, "mdat");
    constexpr std::size_t coded_size = 0xA31;
    return {.type = "hvc1",
            .data = {coded.begin() + 8, coded.begin() + 8 + coded_size},
            .properties = {box_in(source, "hvcC"), box_in(source, "ispe"), box_in(source, "pixi")},
            .references = {}};
}

HeifItem grid_of(int rows, int columns, std::uint32_t width, std::uint32_t height, const std::vector<int>& tiles) {
    Bytes data;
    for (const Bytes& part :
         {number(0, 1), number(1, 1), number(static_cast<std::uint64_t>(rows) - 1, 1),
          number(static_cast<std::uint64_t>(columns) - 1, 1), number(width, 4), number(height, 4)}) {
        append(data, part);
    }
    return {.type = "grid",
            .data = data,
            .properties = {box("ispe", {number(0, 4), number(width, 4), number(height, 4)})},
            .references = {{"dimg", tiles}}};
}

Bytes auxiliary_name(std::string_view urn) {
    return box("auxC", {number(0, 4), text(urn), number(0, 1)});
}

Bytes colour_numbers(int primaries, int transfer) {
    constexpr int bt601_matrix = 6;
    return box("colr", {text("nclx"), number(static_cast<std::uint64_t>(primaries), 2),
                        number(static_cast<std::uint64_t>(transfer), 2), number(bt601_matrix, 2), number(0x80, 1)});
}

}  // namespace baton::media::testing
