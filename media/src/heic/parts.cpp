#include "media/src/heic/parts.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace baton::media::heic {
namespace {

using std::string_view_literals::operator""sv;

// Real files have up to two thousand tiles, each with its transparency, in a grid or a grid that is turned.
constexpr std::uint64_t most_pictures = 8192;
constexpr std::uint64_t most_times_the_pixels = 3;
constexpr int deepest = 8;
// A pile lists eight bytes for each of its pictures.
constexpr std::uint64_t most_derived_data = 128 << 10;

constexpr std::array coded{"hvc1"sv, "av01"sv};
constexpr std::array derived{"grid"sv, "iovl"sv, "iden"sv};
// ISO/IEC 23008-12, 6.5.8 and annexes; the last one for every coding.
constexpr std::array alpha_names{"urn:mpeg:avc:2015:auxid:1"sv, "urn:mpeg:hevc:2015:auxid:1"sv,
                                 "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha"sv};

// What is written anew, and what only describes a picture. A reader that does not know an essential property must show
// nothing (ISO/IEC 14496-12).
constexpr std::array understood{"hvcC"sv, "av1C"sv, "ispe"sv, "pixi"sv, "colr"sv, "auxC"sv, "clap"sv, "irot"sv,
                                "imir"sv, "pasp"sv, "clli"sv, "mdcv"sv, "cclv"sv, "amve"sv, "rloc"sv, "udes"sv};

// Of AV1's operating points and layers decoders take the first and all of them, unless told otherwise.
bool is_understood(const Box& property) {
    constexpr std::uint64_t all_layers = 0xFFFF;
    Cursor cursor{property.payload};
    if (property.type == "a1op") return cursor.number(1) == 0 && cursor.ok();
    if (property.type == "lsel") return cursor.number(2) == all_layers && cursor.ok();
    return std::ranges::find(understood, property.type) != understood.end();
}

bool is_coded(const Item& item) {
    return std::ranges::find(coded, item.type) != coded.end();
}

// What is decoded for an item, over and over if it is named over and over.
struct Work {
    std::uint64_t pictures = 0;
    std::uint64_t pixels = 0;
};

std::uint64_t length_of(const Item& item) {
    std::uint64_t sum = 0;
    for (const BytesView part : item.data) sum += part.size();
    return sum;
}

// The size that a grid or a pile says it has, which its decoder goes by: beside its `ispe`, and it may be larger
// (ISO/IEC 23008-12, 6.6.2).
Size canvas_of(const Item& item) {
    if (item.type == "iden") return {};
    const Bytes data = data_of(item);
    Cursor cursor{data};
    cursor.number(1);
    const std::size_t width = (cursor.number(1) & 1) != 0 ? 4 : 2;
    cursor.number(item.type == "grid" ? 2 : 8);
    const auto across = static_cast<std::uint32_t>(cursor.number(width));
    return {across, static_cast<std::uint32_t>(cursor.number(width))};
}

class Selection {
public:
    Selection(const Container& container, std::uint64_t max_pixels) : container_(container), max_pixels_(max_pixels) {}

    result<Parts> made() {
        Work sum;
        if (auto added = add(container_.primary, sum, false, 0); !added) return added.error();
        return std::move(parts_);
    }

private:
    result<void> add(ItemId id, Work& sum, bool is_alpha, int depth) {
        if (depth > deepest) return refusal("it is made of too many pictures");
        const auto known = known_.find(id);
        if (known != known_.end()) return sum_up(known->second, sum);
        const Item& item = container_.item(id);
        for (const std::size_t place : item.essential) {
            if (!is_understood(container_.properties[place])) return refusal("it asks for what is not known here");
        }
        parts_.items.push_back(id);
        Work own{1, 0};
        if (is_coded(item)) {
            own.pixels = container_.size_of(item).pixels();
        } else if (is_derived(item)) {
            if (auto added = add_sources(item, own, is_alpha, depth); !added) return added;
        } else {
            return refusal("it is made of a kind of picture that is not taken");
        }
        if (!is_alpha) {
            if (auto added = add_transparency(id, item, own, depth); !added) return added;
        }
        known_.emplace(id, own);
        return sum_up(own, sum);
    }

    result<void> add_sources(const Item& item, Work& own, bool is_alpha, int depth) {
        // Thousands of them may share the same twenty megabytes, which would be put together for each.
        if (length_of(item) > most_derived_data) return refusal("a derived picture has too much data");
        if (canvas_of(item).pixels() > max_pixels_) return refusal("it is made of a larger picture than it says");
        for (const ItemId source : item.made_of) {
            if (auto added = add(source, own, is_alpha, depth + 1); !added) return added;
        }
        return {};
    }

    result<void> add_transparency(ItemId id, const Item& item, Work& own, int depth) {
        for (const ItemId auxiliary : item.auxiliaries) {
            if (!is_transparency(container_.item(auxiliary))) continue;
            if (item.premultiplied) return refusal("its colours are multiplied by its transparency");
            parts_.transparency.emplace(id, auxiliary);
            return add(auxiliary, own, true, depth + 1);
        }
        return {};
    }

    // `auxC` names what an auxiliary picture is for, in a text that ends with a zero.
    bool is_transparency(const Item& item) const {
        const BytesView aux = container_.property(item, "auxC");
        if (aux.size() <= 4) return false;
        // No name is longer; the property of thousands may have no zero in twenty megabytes.
        constexpr std::size_t longest_name = 64;
        const std::string_view text{reinterpret_cast<const char*>(aux.data()) + 4,
                                    std::min(longest_name, aux.size() - 4)};
        return std::ranges::find(alpha_names, text.substr(0, text.find('\0'))) != alpha_names.end();
    }

    result<void> sum_up(const Work& more, Work& sum) const {
        sum.pictures += more.pictures;
        const std::uint64_t most = most_times_the_pixels * max_pixels_;
        sum.pixels = std::min(most + 1, sum.pixels + std::min(most + 1, more.pixels));
        if (sum.pictures > most_pictures || sum.pixels > most) return refusal("it is made of too many pictures");
        return {};
    }

    const Container& container_;
    std::uint64_t max_pixels_;
    Parts parts_;
    std::unordered_map<ItemId, Work> known_;
};

}  // namespace

bool is_derived(const Item& item) {
    return std::ranges::find(derived, item.type) != derived.end();
}

// decision 0014
result<Parts> parts_of(const Container& container, std::uint64_t max_pixels) {
    return Selection{container, max_pixels}.made();
}

}  // namespace baton::media::heic
