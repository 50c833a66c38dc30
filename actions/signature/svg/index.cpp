#include "actions/signature/svg/index.hpp"

#include "actions/signature/svg/document.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace baton::signature::svg {
namespace {

constexpr std::string_view svg_namespace = "http://www.w3.org/2000/svg";

constexpr std::array<std::string_view, 6> animations{"animate",       "set",     "animateTransform",
                                                     "animateMotion", "discard", "animateColor"};

void note_prefixes(Index& index, const pugi::xml_node& element) {
    for (const pugi::xml_attribute& attribute : element.attributes()) {
        constexpr std::string_view declares = "xmlns:";
        const std::string_view name{attribute.name()};
        if (name.starts_with(declares) && attribute.value() == svg_namespace && index.prefixes.size() < 16) {
            index.prefixes.push_back(name.substr(declares.size()));
        }
    }
}

// Styles look at these again for each rule and each copy.
bool is_bounded(const pugi::xml_node& element) {
    constexpr std::size_t most_attributes = 256;
    constexpr std::size_t longest = 1024;
    std::size_t attributes = 0;
    for (const pugi::xml_attribute& attribute : element.attributes()) {
        const std::string_view name{attribute.name()};
        const bool selects = name == "class" || name == "id";
        if (++attributes > most_attributes || name.size() > longest) return false;
        if (selects && std::string_view{attribute.value()}.size() > longest) return false;
    }
    return std::string_view{element.name()}.size() <= longest;
}

void note(Index& index, const pugi::xml_node& element, Objection& objection) {
    if (!is_bounded(element)) objection.raise("an element has too many attributes or names");
    note_prefixes(index, element);
    if (const pugi::xml_attribute id = element.attribute("id")) index.ids.try_emplace(id.value(), element);
    const std::string_view name = index.name_of(element);
    if (name == "style") index.styles.push_back(element);
    if (std::ranges::find(animations, name) != animations.end()) objection.raise("it has animations");
}

}  // namespace

std::string_view Index::name_of(const pugi::xml_node& element) const {
    const std::string_view name{element.name()};
    const std::size_t colon = name.find(':');
    const std::string_view prefix = colon == name.npos ? std::string_view{} : name.substr(0, colon);
    if (std::ranges::find(prefixes, prefix) == prefixes.end()) return {};
    const pugi::xml_attribute own = element.attribute("xmlns");
    if (prefix.empty() && own && own.value() != svg_namespace) return {};
    const std::string_view local = name.substr(colon == name.npos ? 0 : colon + 1);
    return local.find(':') == local.npos ? local : std::string_view{};
}

pugi::xml_node Index::target(std::string_view reference) const {
    const auto found = reference.starts_with('#') ? ids.find(reference.substr(1)) : ids.end();
    return found == ids.end() ? pugi::xml_node{} : found->second;
}

Index index_of(const pugi::xml_node& root, Objection& objection) {
    Index index{root, {}, {}, {}};
    const std::string_view prefix = prefix_of(root);
    index.prefixes.push_back(prefix.substr(0, prefix.find(':')));
    if (index.name_of(root).empty()) objection.raise("its root is declared to be something else");
    pugi::xml_node node = root;
    while (node) {
        if (node.type() == pugi::node_element) note(index, node, objection);
        if (node.first_child()) {
            node = node.first_child();
            continue;
        }
        while (node != root && !node.next_sibling()) node = node.parent();
        node = node == root ? pugi::xml_node{} : node.next_sibling();
    }
    return index;
}

std::string_view reference_of(const pugi::xml_node& element) {
    if (const pugi::xml_attribute plain = element.attribute("href")) return plain.value();
    for (const pugi::xml_attribute& attribute : element.attributes()) {
        if (std::string_view{attribute.name()}.ends_with(":href")) return attribute.value();
    }
    return {};
}

}  // namespace baton::signature::svg
