#include "media/src/heic/boxes.hpp"

#include "media/src/heic/reader.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace baton::media::heic {
namespace {

// Real files have up to two thousand tiles, each with its transparency, in a grid or a grid that is turned.
constexpr std::uint64_t most_pictures = 8192;
constexpr std::uint64_t most_times_the_pixels = 3;
constexpr int deepest = 8;

// `ipma` lists, per item, the 1-based places of its properties in `ipco`.
void for_each_property(BytesView ipma, const std::function<void(std::uint64_t item, std::uint64_t place)>& visit) {
    Cursor cursor{ipma};
    const std::uint64_t version = cursor.number(1);
    const bool wide = (cursor.number(3) & 1) != 0;
    const std::uint64_t items = cursor.number(4);
    for (std::uint64_t i = 0; i < items && cursor.ok(); ++i) {
        const std::uint64_t item = cursor.number(version == 0 ? 2 : 4);
        const std::uint64_t properties = cursor.number(1);
        for (std::uint64_t p = 0; p < properties && cursor.ok(); ++p) {
            // The top bit says that a reader must understand the property.
            visit(item, wide ? cursor.number(2) & 0x7FFF : cursor.number(1) & 0x7F);
        }
    }
}

// Every property of every item.
void for_each_property_in(BytesView meta, const std::function<void(std::uint64_t item, const Box&)>& visit) {
    const BytesView iprp = find(meta, "iprp");
    std::vector<Box> properties;
    BoxReader listed{find(iprp, "ipco")};
    while (const auto property = listed.next()) properties.push_back(*property);
    BoxReader boxes{iprp};
    while (const auto box = boxes.next()) {
        if (box->type != "ipma") continue;
        for_each_property(box->payload, [&](std::uint64_t item, std::uint64_t place) {
            if (place >= 1 && place <= properties.size()) visit(item, properties[place - 1]);
        });
    }
}

// What libheif decodes for an item, over and over if it is named over and over.
struct Work {
    std::uint64_t pictures = 0;
    std::uint64_t pixels = 0;
};

class Derivations {
public:
    explicit Derivations(BytesView meta) {
        read_references(find(meta, "iref"));
        for_each_property_in(meta, [&](std::uint64_t item, const Box& property) {
            if (property.type != "ispe") return;
            Cursor ispe{property.payload};
            ispe.number(4);
            const std::uint64_t width = ispe.number(4);
            pixels_[item] = width * ispe.number(4);
        });
    }

    // False if it is more than any picture needs.
    bool add(std::uint64_t item, std::uint64_t max_pixels, Work& sum, int depth = 0) {
        if (depth > deepest) return false;
        if (const auto known = known_.find(item); known != known_.end()) return sum_up(known->second, max_pixels, sum);
        Work own;
        const auto parts = parts_.find(item);
        const bool derived = derived_.contains(item);
        if (!derived) own = {1, pixels_[item]};
        if (parts != parts_.end()) {
            for (const std::uint64_t part : parts->second) {
                if (!add(part, max_pixels, own, depth + 1)) return false;
            }
        }
        known_.emplace(item, own);
        return sum_up(own, max_pixels, sum);
    }

private:
    static bool sum_up(const Work& more, std::uint64_t max_pixels, Work& sum) {
        sum.pictures += more.pictures;
        const std::uint64_t most = most_times_the_pixels * max_pixels;
        sum.pixels = std::min(most + 1, sum.pixels + std::min(most + 1, more.pixels));
        return sum.pictures <= most_pictures && sum.pixels <= most;
    }

    // `dimg`: what an item is made of. `auxl`: an item, transparency for one, that goes with another.
    void read_references(BytesView iref) {
        Cursor head{iref};
        const std::size_t width = head.number(1) == 0 ? 2 : 4;
        head.number(3);
        BoxReader boxes{head.left()};
        while (const auto box = boxes.next()) {
            if (box->type != "dimg" && box->type != "auxl") continue;
            Cursor cursor{box->payload};
            const std::uint64_t from = cursor.number(width);
            const std::uint64_t count = cursor.number(2);
            for (std::uint64_t i = 0; i < count && cursor.ok(); ++i) {
                const std::uint64_t to = cursor.number(width);
                if (box->type == "auxl") {
                    parts_[to].push_back(from);
                } else {
                    parts_[from].push_back(to);
                    derived_.insert(from);
                }
            }
        }
    }

    std::unordered_map<std::uint64_t, std::vector<std::uint64_t>> parts_;
    std::unordered_set<std::uint64_t> derived_;
    std::unordered_map<std::uint64_t, std::uint64_t> pixels_;
    std::unordered_map<std::uint64_t, Work> known_;
};

}  // namespace

bool turns_itself(BytesView file) {
    const BytesView meta = meta_children(file);
    const std::uint64_t primary = primary_item(meta);
    bool turns = false;
    for_each_property_in(meta, [&](std::uint64_t item, const Box& property) {
        turns = turns || (item == primary && (property.type == "irot" || property.type == "imir"));
    });
    return turns;
}

// decision 0014
bool is_moderate(BytesView file, std::uint64_t max_pixels) {
    const BytesView meta = meta_children(file);
    Work work;
    return Derivations{meta}.add(primary_item(meta), max_pixels, work);
}

}  // namespace baton::media::heic
