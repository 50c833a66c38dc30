#include "actions/signature/picture/dirt.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
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
// What reaches the border goes if at least this share of the ink does not. It also goes if it is so many times thicker
// than the strokes that do not, provided that those are this share of the picture.
constexpr double enough_inside = 0.25;
constexpr double too_thick = 3;
constexpr double some_strokes = 0.0005;

struct Component {
    double mass = 0;  // pixels, weighted by their opacity
    double rim = 0;   // pixels with a neighbour that is no ink
    float most = 0;
    bool at_border = false;

    double thickness() const { return 2 * mass / std::max(1.0, rim); }
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
            bool inside = true;
            for (std::size_t row = y == 0 ? 0 : y - 1; row <= std::min(y + 1, height - 1); ++row) {
                for (std::size_t column = x == 0 ? 0 : x - 1; column <= std::min(x + 1, width - 1); ++column) {
                    inside = inside && plane_.values()[row * width + column] > 0;
                    if (is_new(row * width + column)) mark(row * width + column);
                }
            }
            component.rim += inside ? 0 : 1;
        }
    }

    const Plane& plane_;
    std::vector<std::uint32_t> labels_;  // 0 for none yet
    std::vector<Component> components_;
    std::vector<std::size_t> waiting_;
};

// What all parts together say about each.
class Judge {
public:
    explicit Judge(const Components& components, std::size_t pixels) {
        double all = 0;
        double largest = 0;
        Component strokes;
        for (const Component& component : components.all()) {
            if (component.most >= opaque) {
                all += component.mass;
                largest = std::max(largest, component.mass);
                strokes.mass += component.at_border ? 0 : component.mass;
                strokes.rim += component.at_border ? 0 : component.rim;
            }
        }
        const auto area = static_cast<double>(pixels);
        only_noise_ = largest < area * least_part_share;
        speck_ = std::clamp(all * speck_share, least_speck, largest_speck);
        if (strokes.mass >= all * enough_inside) {
            thickest_at_border_ = 0;
        } else if (strokes.mass >= area * some_strokes) {
            thickest_at_border_ = too_thick * strokes.thickness();
        }
    }

    bool is_dirt(const Component& component) const {
        return only_noise_ || component.most < opaque || component.mass < speck_ ||
               (component.at_border && component.thickness() > thickest_at_border_);
    }

private:
    bool only_noise_ = false;
    double speck_ = 0;
    double thickest_at_border_ = std::numeric_limits<double>::infinity();
};

}  // namespace

void remove_dirt(Plane& opacities) {
    const Components components{opacities};
    const Judge judge{components, opacities.values().size()};
    for (std::size_t at = 0; at < opacities.values().size(); ++at) {
        float& opacity = opacities.values()[at];
        if (opacity > 0 && judge.is_dirt(components.all()[components.of(at)])) opacity = 0;
    }
}

}  // namespace baton::signature
