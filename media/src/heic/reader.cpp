#include "media/src/heic/reader.hpp"

namespace baton::media::heic {

std::uint64_t Cursor::number(std::size_t width) {
    std::uint64_t value = 0;
    for (std::byte byte : take(width)) value = value << 8 | std::to_integer<std::uint64_t>(byte);
    return value;
}

BytesView Cursor::take(std::uint64_t count) {
    if (left_.size() < count) {
        ok_ = false;
        left_ = {};
        return {};
    }
    const BytesView taken = left_.first(static_cast<std::size_t>(count));
    left_ = left_.subspan(taken.size());
    return taken;
}

std::optional<Box> BoxReader::next() {
    if (cursor_.left().empty()) return std::nullopt;
    std::uint64_t size = cursor_.number(4);
    std::uint64_t header = 8;
    const BytesView type = cursor_.take(4);
    if (size == 1) {
        size = cursor_.number(8);
        header = 16;
    } else if (size == 0) {
        size = header + cursor_.left().size();
    }
    if (!cursor_.ok() || size < header) return std::nullopt;
    const BytesView payload = cursor_.take(size - header);
    if (!cursor_.ok()) return std::nullopt;
    return Box{{reinterpret_cast<const char*>(type.data()), type.size()}, payload};
}

BytesView find(BytesView bytes, std::string_view type) {
    BoxReader boxes{bytes};
    while (const auto box = boxes.next()) {
        if (box->type == type) return box->payload;
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

}  // namespace baton::media::heic
