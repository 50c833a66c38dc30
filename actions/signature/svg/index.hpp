#pragma once

#include "actions/signature/svg/objection.hpp"

#include <pugixml.hpp>

#include <string_view>
#include <unordered_map>
#include <vector>

namespace baton::signature::svg {

/// What one look at all of a document finds. Lives no longer than the document.
struct Index {
    pugi::xml_node root;
    std::vector<std::string_view> prefixes;                    ///< of SVG's elements, without their colons; "" for none
    std::unordered_map<std::string_view, pugi::xml_node> ids;  ///< the first of each
    std::vector<pugi::xml_node> styles;                        ///< `style` elements, in order

    /// The name of `element` without its prefix; empty for elements that are not SVG's.
    std::string_view name_of(const pugi::xml_node& element) const;
    /// The element that `#id` refers to; nothing if there is none.
    pugi::xml_node target(std::string_view reference) const;
};

/// Objects to animations, wherever they are, to a root of another language, and to elements with more attributes,
/// classes or letters in a name than a drawing can need.
Index index_of(const pugi::xml_node& root, Objection& objection);

/// What an element refers to: its `href`, of whatever prefix.
std::string_view reference_of(const pugi::xml_node& element);

}  // namespace baton::signature::svg
