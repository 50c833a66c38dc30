#include "actions/signature/svg/selector.hpp"

#include "actions/signature/svg/css_text.hpp"
#include "actions/signature/svg/scanner.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <string>

namespace baton::signature::svg {
namespace {

constexpr std::size_t most_compounds = 8;
constexpr std::size_t most_names = 16;  // classes and ids of a compound

// An id counts for more than any number of classes, a class for more than any number of elements.
constexpr std::uint32_t id_weight = 1 << 20;
constexpr std::uint32_t class_weight = 1 << 10;

// States that nothing in a picture has, and what is no element of it.
constexpr std::array<std::string_view, 13> unmet{
    "hover",  "active", "focus",      "focus-visible", "focus-within", "visited",  "target",
    "before", "after",  "first-line", "first-letter",  "fullscreen",   "selection"};

bool is_name(char character) {
    const auto byte = static_cast<unsigned char>(character);
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9') || character == '-' || character == '_' || byte >= 0x80;
}

class SelectorReader {
public:
    explicit SelectorReader(std::string_view text) : rest_{trimmed(text)} {}

    Selector selector() {
        selector_.compounds.emplace_back();
        if (rest_.empty()) selector_.understood = false;
        while (!rest_.empty()) step();
        return std::move(selector_);
    }

private:
    void step() {
        const char character = rest_.front();
        if (is_name(character)) {
            compound().element = name();
            selector_.specificity += 1;
        } else if (is_space(character) || character == '>') {
            combine();
        } else {
            rest_.remove_prefix(1);
            part(character);
        }
    }

    void part(char kind) {
        if (kind == '.' || kind == '#') {
            const std::string_view given = name();
            (kind == '.' ? compound().classes : compound().ids).push_back(given);
            selector_.specificity += kind == '.' ? class_weight : id_weight;
            if (given.empty() || compound().classes.size() + compound().ids.size() > most_names) become_anything();
        } else if (kind == ':') {
            pseudo();
        } else if (kind == '[') {
            char stop = 0;
            take_until(rest_, "]", stop);
            selector_.understood = false;
        } else if (kind == '+' || kind == '~' || kind == '|') {
            selector_.understood = false;
            compound() = {};
            rest_ = trimmed(rest_);
        } else if (kind != '*') {
            become_anything();
        }
    }

    void pseudo() {
        const bool element = !rest_.empty() && rest_.front() == ':';
        if (element) rest_.remove_prefix(1);
        const std::string named = lowered(name());
        if (!rest_.empty() && rest_.front() == '(') {
            rest_.remove_prefix(1);
            char stop = 0;
            take_until(rest_, ")", stop);
            selector_.understood = false;
        } else if (element || std::ranges::find(unmet, named) != unmet.end()) {
            selector_.never = true;
        } else if (named == "root") {
            compound().root = true;
            selector_.specificity += class_weight;
        } else {
            selector_.understood = false;
        }
    }

    void combine() {
        rest_ = trimmed(rest_);
        const bool child = !rest_.empty() && rest_.front() == '>';
        if (child) rest_ = trimmed(rest_.substr(1));
        if (!rest_.empty() && (rest_.front() == '+' || rest_.front() == '~')) return;
        if (rest_.empty() || selector_.compounds.size() == most_compounds) {
            become_anything();
            return;
        }
        selector_.compounds.emplace_back().child = child;
    }

    // What it means is not known, nor for what.
    void become_anything() {
        selector_ = {};
        selector_.compounds.emplace_back();
        selector_.understood = false;
        rest_ = {};
    }

    std::string_view name() {
        const auto end = std::ranges::find_if_not(rest_, is_name);
        const std::string_view taken{rest_.begin(), end};
        rest_.remove_prefix(taken.size());
        return taken;
    }
    Compound& compound() { return selector_.compounds.back(); }

    std::string_view rest_;
    Selector selector_;
};

bool has_class(std::string_view classes, std::string_view wanted) {
    while (!(classes = trimmed(classes)).empty()) {
        const auto end = std::ranges::find_if(classes, is_space);
        const std::string_view each{classes.begin(), end};
        if (each == wanted) return true;
        classes.remove_prefix(each.size());
    }
    return false;
}

// An element with much to look at, or a compound with many classes, costs more than one look.
bool fits(const Compound& compound, const pugi::xml_node& element, const Index& index, Budget& work) {
    const auto attributes = std::distance(element.attributes_begin(), element.attributes_end());
    if (!work.take(static_cast<std::size_t>(attributes) / 16)) return false;
    if (!compound.element.empty() && compound.element != index.name_of(element)) return false;
    if (compound.root && element != index.root) return false;
    const std::string_view id{compound.ids.empty() ? "" : element.attribute("id").value()};
    if (!std::ranges::all_of(compound.ids, [&](std::string_view wanted) { return wanted == id; })) return false;
    const std::string_view classes{compound.classes.empty() ? "" : element.attribute("class").value()};
    if (!work.take(compound.classes.size() * classes.size() / 16)) return false;
    return std::ranges::all_of(compound.classes, [&](std::string_view wanted) { return has_class(classes, wanted); });
}

// Whether the first `count` compounds fit, the last of them this element. Each level of the document may be tried for
// each compound, so the budget bounds it.
bool fits_upwards(const std::vector<Compound>& compounds, std::size_t count, pugi::xml_node element, const Index& index,
                  Budget& work) {
    const Compound& last = compounds[count - 1];
    if (!work.take(1) || !fits(last, element, index, work)) return false;
    if (count == 1) return true;
    while (element != index.root && work.take(1)) {
        element = element.parent();
        if (fits_upwards(compounds, count - 1, element, index, work)) return true;
        if (last.child) return false;
    }
    return false;
}

}  // namespace

Selector read_selector(std::string_view text) {
    return SelectorReader{text}.selector();
}

Match match(const Selector& selector, const pugi::xml_node& element, const Index& index, Budget& work) {
    if (selector.never || selector.compounds.empty() || !work.take(1)) return Match::no;
    if (!selector.understood) return fits(selector.compounds.back(), element, index, work) ? Match::perhaps : Match::no;
    return fits_upwards(selector.compounds, selector.compounds.size(), element, index, work) ? Match::yes : Match::no;
}

}  // namespace baton::signature::svg
