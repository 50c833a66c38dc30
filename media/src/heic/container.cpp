#include "media/src/heic/container.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace baton::media::heic {
namespace {

// Items, parts of their data, properties and references together. A grid of thousands of tiles with as many
// transparencies has some hundred and fifty thousand.
constexpr std::uint64_t most_entries = 1 << 18;
// Properties of one item, and auxiliary pictures of one: each is looked for among the others. Real ones have ten.
constexpr std::size_t most_of_one_item = 64;

std::string_view text_of(BytesView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// A text that ends with a zero is taken off the front.
std::string_view take_text(Cursor& cursor) {
    const std::string_view left = text_of(cursor.left());
    const std::string_view text = left.substr(0, left.find('\0'));
    cursor.take(std::min(left.size(), text.size() + 1));
    return text;
}

class Reader {
public:
    explicit Reader(BytesView file) : file_(file), meta_(meta_children(file)), idat_(find(meta_, "idat")) {}

    result<Container> read() {
        container_.primary = primary_item(meta_);
        read_infos(find(meta_, "iinf"));
        read_locations(find(meta_, "iloc"));
        read_properties(find(meta_, "iprp"));
        read_references(find(meta_, "iref"));
        if (entries_ > most_entries || is_crowded_) return refusal("it lists too much");
        if (container_.item(container_.primary).type.empty()) return refusal("it has no picture");
        return std::move(container_);
    }

private:
    // False once there are too many: everything then ends at once.
    bool count() { return ++entries_ <= most_entries; }

    Item* known(ItemId id) {
        const auto found = container_.items.find(id);
        return found == container_.items.end() ? nullptr : &found->second;
    }

    // `iinf` holds an `infe` for each item; those before version 2 have no type.
    void read_infos(BytesView iinf) {
        Cursor head{iinf};
        const std::uint64_t version = head.number(1);
        head.number(3);
        head.number(version == 0 ? 2 : 4);
        BoxReader boxes{head.left()};
        while (const auto box = boxes.next()) {
            if (!count()) return;
            if (box->type == "infe") read_info(box->payload);
        }
    }

    void read_info(BytesView infe) {
        Cursor cursor{infe};
        const std::uint64_t version = cursor.number(1);
        cursor.number(3);
        if (version < 2) return;
        const ItemId id = cursor.number(version == 2 ? 2 : 4);
        cursor.number(2);
        Item item;
        item.type = text_of(cursor.take(4));
        take_text(cursor);
        if (item.type == "mime") item.content_type = take_text(cursor);
        if (cursor.ok()) container_.items.try_emplace(id, std::move(item));
    }

    void read_locations(BytesView iloc) {
        Cursor cursor{iloc};
        const std::uint64_t version = cursor.number(1);
        cursor.number(3);
        const std::uint64_t sizes = cursor.number(2);
        const Widths widths{sizes >> 12 & 0xF, sizes >> 8 & 0xF, sizes >> 4 & 0xF, version == 0 ? 0 : sizes & 0xF};
        const std::uint64_t items = cursor.number(version < 2 ? 2 : 4);
        for (std::uint64_t i = 0; i < items && cursor.ok() && count(); ++i) {
            const ItemId id = cursor.number(version < 2 ? 2 : 4);
            const std::uint64_t method = version == 0 ? 0 : cursor.number(2) & 0xF;
            const bool elsewhere = cursor.number(2) != 0;
            const BytesView from = elsewhere ? BytesView{} : source_of(method);
            read_extents(cursor, widths, from, known(id));
        }
    }

    struct Widths {
        std::uint64_t offset;
        std::uint64_t length;
        std::uint64_t base;
        std::uint64_t index;
    };

    // Construction methods (ISO/IEC 14496-12, 8.11.3): the file, the box `idat`; from other items nobody builds.
    BytesView source_of(std::uint64_t method) const {
        if (method == 0) return file_;
        return method == 1 ? idat_ : BytesView{};
    }

    void read_extents(Cursor& cursor, const Widths& widths, BytesView from, Item* item) {
        const std::uint64_t base = cursor.number(widths.base);
        const std::uint64_t extents = cursor.number(2);
        std::vector<BytesView> data;
        std::uint64_t sum = 0;
        bool whole = true;
        for (std::uint64_t i = 0; i < extents && cursor.ok() && count(); ++i) {
            cursor.number(widths.index);
            const std::uint64_t offset = cursor.number(widths.offset);
            const std::uint64_t length = cursor.number(widths.length);
            Cursor part{from};
            part.take(base);
            part.take(offset);
            data.push_back(part.take(length));
            sum += data.back().size();
            whole = whole && part.ok() && sum <= file_.size();
        }
        if (item && whole && cursor.ok() && item->data.empty()) item->data = std::move(data);
    }

    // `ipma` lists, per item, the 1-based places of its properties in `ipco`.
    void read_properties(BytesView iprp) {
        BoxReader listed{find(iprp, "ipco")};
        while (const auto property = listed.next()) {
            if (!count()) return;
            container_.properties.push_back(*property);
        }
        BoxReader boxes{iprp};
        while (const auto box = boxes.next()) {
            if (!count()) return;
            if (box->type == "ipma") read_associations(box->payload);
        }
    }

    void read_associations(BytesView ipma) {
        Cursor cursor{ipma};
        const std::uint64_t version = cursor.number(1);
        const bool wide = (cursor.number(3) & 1) != 0;
        const std::uint64_t items = cursor.number(4);
        for (std::uint64_t i = 0; i < items && cursor.ok() && count(); ++i) {
            Item* const item = known(cursor.number(version == 0 ? 2 : 4));
            const std::uint64_t properties = cursor.number(1);
            for (std::uint64_t p = 0; p < properties && cursor.ok() && count(); ++p) {
                // The top bit says that a reader must understand the property.
                const std::uint64_t top = wide ? 0x8000 : 0x80;
                const std::uint64_t said = cursor.number(wide ? 2 : 1);
                const std::uint64_t place = said & (top - 1);
                if (item && place >= 1 && place <= container_.properties.size()) {
                    add_to(item->properties, static_cast<std::size_t>(place - 1));
                    if ((said & top) != 0) add_to(item->essential, static_cast<std::size_t>(place - 1));
                }
            }
        }
    }

    void read_references(BytesView iref) {
        Cursor head{iref};
        const std::size_t width = head.number(1) == 0 ? 2 : 4;
        head.number(3);
        BoxReader boxes{head.left()};
        while (const auto box = boxes.next()) {
            if (!count()) return;
            Cursor cursor{box->payload};
            const ItemId from = cursor.number(width);
            const std::uint64_t number = cursor.number(2);
            Item* const source = known(from);
            const bool repeated = box->type == "dimg" && source && !source->made_of.empty();
            for (std::uint64_t i = 0; i < number && cursor.ok() && count(); ++i) {
                const ItemId to = cursor.number(width);
                if (cursor.ok() && source && !repeated) add_reference(box->type, from, *source, to);
            }
        }
    }

    void add_reference(std::string_view type, ItemId from, Item& source, ItemId to) {
        if (type == "dimg") source.made_of.push_back(to);
        if (type == "prem") source.premultiplied = true;
        Item* const target = known(to);
        if (!target) return;
        if (type == "auxl") add_to(target->auxiliaries, from);
        if (type == "cdsc") target->descriptions.push_back(from);
    }

    template <class Entry>
    void add_to(std::vector<Entry>& list, Entry entry) {
        if (list.size() < most_of_one_item) {
            list.push_back(entry);
        } else {
            is_crowded_ = true;
        }
    }

    BytesView file_;
    BytesView meta_;
    BytesView idat_;
    Container container_;
    std::uint64_t entries_ = 0;
    bool is_crowded_ = false;
};

}  // namespace

const Item& Container::item(ItemId id) const {
    static const Item none;
    const auto found = items.find(id);
    return found == items.end() ? none : found->second;
}

BytesView Container::property(const Item& item, std::string_view type) const {
    for (const std::size_t place : item.properties) {
        if (properties[place].type == type) return properties[place].payload;
    }
    return {};
}

Size Container::size_of(const Item& item) const {
    Cursor ispe{property(item, "ispe")};
    ispe.number(4);
    const auto width = static_cast<std::uint32_t>(ispe.number(4));
    return {width, static_cast<std::uint32_t>(ispe.number(4))};
}

result<Container> read_container(BytesView file) {
    return Reader{file}.read();
}

Bytes data_of(const Item& item) {
    Bytes data;
    for (const BytesView part : item.data) data.insert(data.end(), part.begin(), part.end());
    return data;
}

Error refusal(std::string_view why) {
    return {errc::unsupported_media, "the HEIF picture does not decode: " + std::string{why}, {}};
}

}  // namespace baton::media::heic
