#pragma once

#include "actions/signature/svg/index.hpp"
#include "actions/signature/svg/objection.hpp"
#include "actions/signature/svg/property.hpp"
#include "actions/signature/svg/style.hpp"
#include "actions/signature/svg/style_sheet.hpp"
#include "actions/signature/svg/viewport.hpp"

#include <pugixml.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace baton::signature::svg {

/// Finds what elements are painted with: presentation attributes, style sheets and `style`, in the order of the cascade
/// (CSS Cascade 4), custom properties included.
// decision 0053
class Stylist {
public:
    /// `base` is the style around the root. All may live no longer than this.
    Stylist(const Index& index, const Style& base, const Viewport& picture, Objection& objection);

    /// The style of `element` inside of `parent`. Objects to what would change how a displayed element looks and is not
    /// obeyed.
    Style style_of(const pugi::xml_node& element, const Style& parent, const Viewport& viewport);

    /// True if the style sheets and attributes were more work than a drawing can need; styles are not right then.
    bool exhausted() const { return work_.exhausted(); }

private:
    struct Declared {
        std::string_view name;
        std::string_view value;
    };
    struct Matched {
        std::uint32_t specificity;
        std::size_t order;
        std::size_t block;
    };
    // What an element is given, from the weakest to the strongest.
    struct Gathered {
        std::vector<Declared> values;
        Variables variables;
        bool boxed = false;  ///< it is the root, and its view box is shown whole, whatever its size
    };

    std::vector<Matched> matched(const pugi::xml_node& element, Objection& objection);
    Gathered gather(const pugi::xml_node& element, Objection& objection);
    void note(Gathered& gathered, std::string_view name, std::string_view value, bool attribute, Objection& objection);
    void note(Gathered& gathered, const std::vector<Declaration>& block, bool important, Objection& objection);
    void set(Style& style, const Property& property, const Gathered& gathered, const Surroundings& around,
             Objection& objection);
    // What a gradient is painted as, and why that is not what browsers show, if it is not.
    struct Gradient {
        Tint tint;
        Objection objection;
    };

    Style styled(const pugi::xml_node& element, const Style& parent, const Viewport& viewport, Objection& objection);
    std::optional<Tint> gradient(std::string_view reference, Objection& objection);
    std::optional<Tint> first_stop(pugi::xml_node gradient, Objection& objection);
    std::optional<ViewBox> clip(std::string_view reference, const Viewport& viewport, Objection& objection);
    Style computed(const pugi::xml_node& element, Objection& objection);

    const Index& index_;
    StyleSheet sheet_;
    Style base_;
    Viewport picture_;
    Objection& objection_;
    Budget work_;
    std::unordered_map<std::string_view, Gradient> gradients_;
    std::unordered_map<const void*, std::string> bare_;  // `style` attributes without their comments, by element
    bool in_reference_ = false;                          // to a gradient or a clip path, which refer to no others
};

}  // namespace baton::signature::svg
