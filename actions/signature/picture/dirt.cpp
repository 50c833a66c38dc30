#include "separation.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace baton::signature {
namespace {

// Writing is this opaque somewhere.
constexpr float opaque = 0.5F;
// Parts with less than this share of all ink are specks, unless that would be more than a dot of the pen.
constexpr double speck_share = 0.0005;
constexpr double least_speck = 4;
constexpr double largest_speck = 40;
// The largest part of a signature is at least this share of the picture; noise has no large parts.
constexpr double least_part_share = 0.0001;
// What reaches the border goes if at least this share of the ink does not.
constexpr double enough_inside = 0.25;

struct Component {
    double mass = 0;  // pixels, weighted by their opacity
    float most = 0;
    bool at_border = false;
};

// Connected pixels, also by their corners.
class Components {
public:
    explicit Components(const Plane& opacities) : plane_{opacities}, labels_(opacities.values().size()) {
        for (std::size_t at = 0; at < labels_.size(); ++at) {
            if (is_new(at)) {
                components_.push_back({});
                flood(at);
            }
        }
    }

    const std::vector<Component>& all() const { return components_; }
    /// The component of a pixel with ink.
    std::size_t of(std::size_t at) const { return labels_[at] - 1; }

private:
    bool is_new(std::size_t at) const { return labels_[at] == 0 && plane_.values()[at] > 0; }

    void mark(std::size_t at) {
        labels_[at] = static_cast<std::uint32_t>(components_.size());
        waiting_.push_back(at);
    }

    void flood(std::size_t first) {
        const std::size_t width = plane_.size().width;
        const std::size_t height = plane_.size().height;
        mark(first);
        while (!waiting_.empty()) {
            const std::size_t at = waiting_.back();
            waiting_.pop_back();
            const std::size_t x = at % width;
            const std::size_t y = at / width;
            Component& component = components_.back();
            component.mass += plane_.values()[at];
            component.most = std::max(component.most, plane_.values()[at]);
            component.at_border |= x == 0 || y == 0 || x + 1 == width || y + 1 == height;
            for (std::size_t row = y == 0 ? 0 : y - 1; row <= std::min(y + 1, height - 1); ++row) {
                for (std::size_t column = x == 0 ? 0 : x - 1; column <= std::min(x + 1, width - 1); ++column) {
                    if (is_new(row * width + column)) {
                        mark(row * width + column);
                    }
                }
            }
        }
    }

    const Plane& plane_;
    std::vector<std::uint32_t> labels_;  // 0 for none yet
    std::vector<Component> components_;
    std::vector<std::size_t> waiting_;
};

}  // namespace

void remove_dirt(Plane& opacities) {
    const Components components{opacities};
    double all = 0;
    double inside = 0;
    double largest = 0;
    for (const Component& component : components.all()) {
        if (component.most >= opaque) {
            all += component.mass;
            largest = std::max(largest, component.mass);
            inside += component.at_border ? 0 : component.mass;
        }
    }
    const double speck = std::clamp(all * speck_share, least_speck, largest_speck);
    const bool only_noise = largest < static_cast<double>(opacities.values().size()) * least_part_share;
    const bool drop_border = inside >= all * enough_inside;
    for (std::size_t at = 0; at < opacities.values().size(); ++at) {
        float& opacity = opacities.values()[at];
        if (opacity > 0) {
            const Component& component = components.all()[components.of(at)];
            const bool dirt =
                only_noise || component.most < opaque || component.mass < speck || (component.at_border && drop_border);
            opacity = dirt ? 0 : opacity;
        }
    }
}

}  // namespace baton::signature
