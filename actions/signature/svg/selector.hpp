#pragma once

#include "actions/signature/svg/index.hpp"
#include "actions/signature/svg/path.hpp"

#include <pugixml.hpp>

#include <cstdint>
#include <string_view>
#include <vector>

namespace baton::signature::svg {

/// Elements, classes and ids that stand for one element.
struct Compound {
    std::string_view element;  ///< empty for any
    std::vector<std::string_view> classes;
    std::vector<std::string_view> ids;
    bool root = false;
    bool child = false;  ///< of what the compound before it stands for; otherwise anywhere below it
};

/// A selector of CSS: compounds, one below the other (` ` and `>`).
struct Selector {
    std::vector<Compound> compounds;
    std::uint32_t specificity = 0;
    bool never = false;      ///< nothing in a picture is hovered, focused, visited, …
    bool understood = true;  ///< otherwise only the last compound is known, and only in part
};

/// Reads one selector of a list.
Selector read_selector(std::string_view text);

enum class Match : std::uint8_t { no, yes, perhaps };

/// Each look at an element takes one of `work`, and more if there is much to look at. Once there is none left nothing
/// matches.
Match match(const Selector& selector, const pugi::xml_node& element, const Index& index, Budget& work);

}  // namespace baton::signature::svg
