#include "media/src/heic/boxes.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace baton::media::heic {
namespace {

// Reads big-endian numbers off the front. Past the end everything is 0 and `ok` is false.
class Cursor {
public:
    explicit Cursor(BytesView bytes) : left_(bytes) {}

    std::uint64_t number(std::size_t width) {
        if (left_.size() < width) {
            ok_ = false;
            left_ = {};
            return 0;
        }
        std::uint64_t value = 0;
        for (std::byte byte : left_.first(width)) value = value << 8 | std::to_integer<std::uint64_t>(byte);
        left_ = left_.subspan(width);
        return value;
    }

    BytesView take(std::uint64_t count) {
        if (left_.size() < count) {
            ok_ = false;
            left_ = {};
            return {};
        }
        const BytesView taken = left_.first(static_cast<std::size_t>(count));
        left_ = left_.subspan(taken.size());
        return taken;
    }

    bool ok() const { return ok_; }
    BytesView left() const { return left_; }

private:
    BytesView left_;
    bool ok_ = true;
};

struct Box {
    std::string_view type;
    BytesView payload;
};

std::vector<Box> boxes_in(BytesView bytes) {
    std::vector<Box> boxes;
    Cursor cursor{bytes};
    while (!cursor.left().empty()) {
        std::uint64_t size = cursor.number(4);
        std::uint64_t header = 8;
        const BytesView type = cursor.take(4);
        if (size == 1) {
            size = cursor.number(8);
            header = 16;
        } else if (size == 0) {
            size = header + cursor.left().size();
        }
        if (!cursor.ok() || size < header) break;
        const BytesView payload = cursor.take(size - header);
        if (!cursor.ok()) break;
        boxes.push_back({{reinterpret_cast<const char*>(type.data()), type.size()}, payload});
    }
    return boxes;
}

BytesView find(BytesView bytes, std::string_view type) {
    for (const Box& box : boxes_in(bytes)) {
        if (box.type == type) return box.payload;
    }
    return {};
}

// `meta` is a full box: version and flags precede its children.
BytesView meta_children(BytesView file) {
    const BytesView meta = find(file, "meta");
    return meta.size() > 4 ? meta.subspan(4) : BytesView{};
}

std::uint64_t primary_item(BytesView meta) {
    Cursor pitm{find(meta, "pitm")};
    const std::uint64_t version = pitm.number(1);
    pitm.number(3);
    return pitm.number(version == 0 ? 2 : 4);
}

// `ipma` lists, per item, the 1-based places of its properties in `ipco`.
bool any_property(BytesView ipma, std::uint64_t wanted_item, const std::function<bool(std::uint64_t)>& matches) {
    Cursor cursor{ipma};
    const std::uint64_t version = cursor.number(1);
    const bool wide = (cursor.number(3) & 1) != 0;
    const std::uint64_t items = cursor.number(4);
    for (std::uint64_t i = 0; i < items && cursor.ok(); ++i) {
        const std::uint64_t item = cursor.number(version == 0 ? 2 : 4);
        const std::uint64_t properties = cursor.number(1);
        for (std::uint64_t p = 0; p < properties && cursor.ok(); ++p) {
            // The top bit says that a reader must understand the property.
            const std::uint64_t place = wide ? cursor.number(2) & 0x7FFF : cursor.number(1) & 0x7F;
            if (item == wanted_item && matches(place)) return true;
        }
    }
    return false;
}

}  // namespace

bool turns_itself(BytesView file) {
    const BytesView meta = meta_children(file);
    const BytesView iprp = find(meta, "iprp");
    const std::vector<Box> properties = boxes_in(find(iprp, "ipco"));
    const auto turns = [&](std::uint64_t place) {
        return place >= 1 && place <= properties.size() &&
               (properties[place - 1].type == "irot" || properties[place - 1].type == "imir");
    };
    const std::uint64_t primary = primary_item(meta);
    for (const Box& box : boxes_in(iprp)) {
        if (box.type == "ipma" && any_property(box.payload, primary, turns)) return true;
    }
    return false;
}

}  // namespace baton::media::heic
