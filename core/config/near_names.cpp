#include "core/config/near_names.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace baton::core::config {

namespace {

constexpr std::size_t shortest = 6;
constexpr std::size_t long_name = 8;

/// Letters to insert, delete, replace or swap with their neighbour to make one text of the other (the distance of
/// optimal string alignment).
std::size_t distance(std::string_view one, std::string_view other) {
    std::vector<std::size_t> before(other.size() + 1);
    std::vector<std::size_t> above(other.size() + 1);
    std::vector<std::size_t> row(other.size() + 1);
    for (std::size_t j = 0; j <= other.size(); ++j) above[j] = j;
    for (std::size_t i = 1; i <= one.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= other.size(); ++j) {
            const std::size_t replaced = above[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, replaced});
            const bool swapped = i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1];
            if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
        }
        std::swap(before, above);
        std::swap(above, row);
    }
    return above[other.size()];
}

}  // namespace

std::string_view nearest(std::string_view written, const std::vector<std::string_view>& names) {
    std::string_view found;
    std::size_t least = 3;
    for (const auto name : names) {
        const std::size_t allowed = name.size() < long_name ? 1 : 2;
        if (name.size() < shortest || written.size() + allowed < name.size() ||
            name.size() + allowed < written.size()) {
            continue;
        }
        const std::size_t far = distance(written, name);
        if (far > allowed || far >= least) continue;
        least = far;
        found = name;
    }
    return found;
}

}  // namespace baton::core::config
