#include "media/src/heic/rewrite.hpp"

#include "media/src/big_endian.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <string_view>
#include <utility>

namespace baton::media::heic {
namespace {

using std::string_view_literals::operator""sv;

// What decides an item's pixels, in the order of the source. Of `colr` only `nclx`, which says how YCbCr becomes RGB.
constexpr std::array kept{"hvcC"sv, "av1C"sv, "ispe"sv, "pixi"sv, "colr"sv, "auxC"sv, "clap"sv, "irot"sv, "imir"sv};
// A reader must know them, or show nothing.
constexpr std::array essential{"hvcC"sv, "av1C"sv, "clap"sv, "irot"sv, "imir"sv};
// libheif reads no more in one box.
constexpr std::size_t most_properties = 20'000;

template <std::size_t Count>
bool is_one_of(const std::array<std::string_view, Count>& types, std::string_view type) {
    return std::ranges::find(types, type) != types.end();
}

bool is_kept(const Box& property) {
    if (property.type == "colr") return Cursor{property.payload}.number(4) == 0x6E636C78;  // "nclx"
    return is_one_of(kept, property.type);
}

// Writes boxes that hold boxes.
class BoxWriter : public BigEndian {
public:
    template <class Fill>
    void box(std::string_view type, Fill&& fill) {
        const std::size_t at = size();
        u32(0);
        text(type);
        fill();
        patch_u32(at, static_cast<std::uint32_t>(size() - at));
    }

    /// With version and flags.
    template <class Fill>
    void full_box(std::string_view type, std::uint32_t version_and_flags, Fill&& fill) {
        box(type, [&] {
            u32(version_and_flags);
            fill();
        });
    }
};

class Rewriter {
public:
    Rewriter(const Container& container, const Parts& parts) : container_(container), parts_(parts) {
        for (const ItemId id : parts.items) numbers_.emplace(id, static_cast<unsigned>(numbers_.size() + 1));
    }

    result<Bytes> write(std::size_t file_size) {
        constexpr std::uint32_t version = 0;
        file_.reserve(file_size + 4096);
        file_.box("ftyp", [&] {
            file_.text("mif1"sv);
            file_.u32(version);
            file_.text("mif1heicavif"sv);
        });
        if (auto written = write_data(file_size); !written) return written.error();
        choose_properties();
        if (properties_.size() > most_properties) return refusal("its pictures have too many properties");
        file_.full_box("meta", 0, [&] { write_meta(); });
        return file_.take();
    }

private:
    struct Place {
        std::uint32_t offset;
        std::uint32_t length;
    };

    // Items with the same data share it: what is written is never more than the file.
    result<void> write_data(std::size_t file_size) {
        std::uint64_t sum = 0;
        std::map<std::pair<const std::byte*, std::size_t>, Place> written;
        const std::size_t at = file_.size();
        file_.u32(0);
        file_.text("mdat"sv);
        for (const ItemId id : parts_.items) {
            const Item& item = container_.item(id);
            const BytesView first = item.data.empty() ? BytesView{} : item.data.front();
            const auto key = std::pair{first.data(), first.size()};
            if (item.data.size() == 1 && written.contains(key)) {
                places_.push_back(written[key]);
                continue;
            }
            const auto offset = file_.size();
            for (const BytesView part : item.data) {
                sum += part.size();
                if (sum > std::min<std::uint64_t>(file_size, std::numeric_limits<std::int32_t>::max())) {
                    return refusal("its parts overlap");
                }
                file_.append(part);
            }
            places_.push_back({static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(file_.size() - offset)});
            if (item.data.size() == 1) written.emplace(key, places_.back());
        }
        file_.patch_u32(at, static_cast<std::uint32_t>(file_.size() - at));
        return {};
    }

    // Per item the places of its properties; tiles mostly have the same.
    void choose_properties() {
        std::unordered_map<std::size_t, unsigned> chosen;
        for (const ItemId id : parts_.items) {
            std::vector<std::string_view> types;
            std::vector<unsigned>& own = own_properties_.emplace_back();
            for (const std::size_t place : container_.item(id).properties) {
                const Box& property = container_.properties[place];
                if (!is_kept(property) || std::ranges::find(types, property.type) != types.end()) continue;
                types.push_back(property.type);
                const auto [found, is_new] = chosen.try_emplace(place, static_cast<unsigned>(properties_.size() + 1));
                if (is_new) properties_.push_back(&property);
                own.push_back(found->second);
            }
        }
    }

    void write_meta() {
        file_.full_box("hdlr", 0, [&] {
            file_.u32(0);
            file_.text("pict"sv);
            file_.zeros(13);
        });
        file_.full_box("pitm", 0, [&] { file_.u16(1); });
        file_.full_box("iloc", 0, [&] { write_locations(); });
        file_.full_box("iinf", 0, [&] { write_infos(); });
        file_.box("iprp", [&] { write_properties(); });
        file_.full_box("iref", 0, [&] { write_references(); });
    }

    unsigned count() const { return static_cast<unsigned>(parts_.items.size()); }

    void write_locations() {
        file_.u16(0x4400);  // offsets and lengths of four bytes
        file_.u16(count());
        for (unsigned i = 0; i < count(); ++i) {
            file_.u16(i + 1);
            file_.u16(0);
            file_.u16(1);
            file_.u32(places_[i].offset);
            file_.u32(places_[i].length);
        }
    }

    void write_infos() {
        file_.u16(count());
        for (unsigned i = 0; i < count(); ++i) {
            file_.full_box("infe", 2U << 24, [&] {
                file_.u16(i + 1);
                file_.u16(0);
                file_.text(container_.item(parts_.items[i]).type);
                file_.u8(0);
            });
        }
    }

    void write_properties() {
        file_.box("ipco", [&] {
            for (const Box* property : properties_) file_.box(property->type, [&] { file_.append(property->payload); });
        });
        constexpr std::uint32_t wide = 1;
        file_.full_box("ipma", wide, [&] {
            file_.u32(count());
            for (unsigned i = 0; i < count(); ++i) {
                file_.u16(i + 1);
                file_.u8(static_cast<unsigned>(own_properties_[i].size()));
                for (const unsigned place : own_properties_[i]) {
                    file_.u16(place | (is_one_of(essential, properties_[place - 1]->type) ? 0x8000U : 0U));
                }
            }
        });
    }

    void write_references() {
        for (const ItemId id : parts_.items) {
            const Item& item = container_.item(id);
            if (!is_derived(item)) continue;
            file_.box("dimg", [&] {
                file_.u16(numbers_.at(id));
                file_.u16(static_cast<unsigned>(item.made_of.size()));
                for (const ItemId source : item.made_of) file_.u16(numbers_.at(source));
            });
        }
        // An auxiliary picture of several is too much for libheif 1.15.
        std::unordered_map<ItemId, ItemId> owners;
        for (const ItemId id : parts_.items) {
            const auto alpha = parts_.transparency.find(id);
            if (alpha == parts_.transparency.end() || !owners.emplace(alpha->second, id).second) continue;
            file_.box("auxl", [&] {
                file_.u16(numbers_.at(alpha->second));
                file_.u16(1);
                file_.u16(numbers_.at(id));
            });
        }
    }

    const Container& container_;
    const Parts& parts_;
    BoxWriter file_;
    std::unordered_map<ItemId, unsigned> numbers_;
    std::vector<Place> places_;
    std::vector<const Box*> properties_;
    std::vector<std::vector<unsigned>> own_properties_;
};

}  // namespace

result<Bytes> rewritten(const Container& container, const Parts& parts, std::size_t file_size) {
    return Rewriter{container, parts}.write(file_size);
}

}  // namespace baton::media::heic
