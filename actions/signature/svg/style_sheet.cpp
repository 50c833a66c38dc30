#include "actions/signature/svg/style_sheet.hpp"

#include "actions/signature/svg/scanner.hpp"

#include <algorithm>
#include <array>

namespace baton::signature::svg {
namespace {

constexpr std::size_t most_rules = 4000;

// At-rules that say nothing about shapes: of characters, pages and fonts, or of animations that nobody runs.
constexpr std::array<std::string_view, 9> idle{"charset",   "font-face",         "page",
                                               "keyframes", "-webkit-keyframes", "font-feature-values",
                                               "namespace", "counter-style",     "font-palette-values"};

// What a medium's name means for a picture on a screen.
enum class Medium { ours, other, depends };

Medium medium_of(std::string_view query) {
    const std::string name = lowered(trimmed(query));
    if (name.empty() || name == "all" || name == "screen" || name == "only screen") return Medium::ours;
    return name == "print" || name == "speech" || name == "only print" ? Medium::other : Medium::depends;
}

std::string text_of(const pugi::xml_node& style) {
    std::string text;
    for (const pugi::xml_node& part : style.children()) {
        if (part.type() == pugi::node_pcdata || part.type() == pugi::node_cdata) text += part.value();
    }
    return text;
}

}  // namespace

StyleSheet::StyleSheet(const Index& index, Objection& objection) {
    for (const pugi::xml_node& style : index.styles) {
        const std::string_view type = style.attribute("type").value();
        if (!type.empty() && !equals_ignoring_case(type, "text/css")) continue;
        const Medium medium = medium_of(style.attribute("media").value());
        if (medium == Medium::depends) objection.raise("a style sheet is for some displays only");
        if (medium != Medium::ours) continue;
        texts_.push_back(without_comments(text_of(style)));
        add(texts_.back(), objection, 0);
    }
}

void StyleSheet::add(std::string_view css, Objection& objection, int depth) {
    while (!(css = trimmed(css)).empty() && !objection.raised()) {
        // Left over from HTML, where they hid a sheet from browsers that knew none.
        for (const std::string_view mark : {"<!--", "-->"}) {
            if (css.starts_with(mark)) css.remove_prefix(mark.size());
        }
        char stop = 0;
        const bool at_rule = css.starts_with('@');
        const std::string_view prelude = take_until(css, at_rule ? "{;" : "{", stop);
        std::string_view block;
        if (stop == '{') block = take_until(css, "}", stop);
        if (at_rule) {
            add_at_rule(trimmed(prelude.substr(1)), block, objection, depth);
        } else if (!trimmed(prelude).empty()) {
            add_rule(prelude, block, objection);
        }
    }
}

void StyleSheet::add_at_rule(std::string_view prelude, std::string_view block, Objection& objection, int depth) {
    constexpr int deepest = 4;
    Scanner scanner{prelude};
    const std::string name = lowered(scanner.word());
    if (std::ranges::find(idle, name) != idle.end()) return;
    const Medium medium = name == "media" ? medium_of(scanner.rest()) : Medium::depends;
    if (medium == Medium::depends || depth == deepest) {
        objection.raise("a style sheet has an at-rule, such as @import or @media, that decides how it looks");
    } else if (medium == Medium::ours) {
        add(block, objection, depth + 1);
    }
}

void StyleSheet::add_rule(std::string_view selectors, std::string_view declarations, Objection& objection) {
    if (declarations.find('{') != declarations.npos) objection.raise("a style sheet has rules within rules");
    std::vector<Declaration>& block = blocks_.emplace_back();
    while (!declarations.empty()) {
        const Declaration declaration = take_declaration(declarations);
        if (!declaration.name.empty()) block.push_back(declaration);
    }
    for (char stop = ','; stop == ',';) {
        rules_.push_back({read_selector(take_until(selectors, ",", stop)), blocks_.size() - 1, rules_.size()});
        if (rules_.size() > most_rules) {
            objection.raise("its style sheets have too many rules");
            return;
        }
    }
}

}  // namespace baton::signature::svg
