#include "actions/signature/svg/css_text.hpp"

#include "actions/signature/svg/scanner.hpp"

#include <algorithm>
#include <cstddef>

namespace baton::signature::svg {
namespace {

// Where the string ends that begins at `at`: behind its closing quote.
std::size_t end_of_string(std::string_view text, std::size_t at) {
    const char quote = text[at++];
    while (at < text.size() && text[at] != quote) at += text[at] == '\\' ? 2 : 1;
    return std::min(text.size(), at + 1);
}

bool is_quote(char character) {
    return character == '"' || character == '\'';
}

}  // namespace

std::string without_comments(std::string_view css) {
    std::string bare;
    bare.reserve(css.size());
    for (std::size_t at = 0; at < css.size();) {
        if (css.substr(at).starts_with("/*")) {
            const std::size_t end = css.find("*/", at + 2);
            at = end == css.npos ? css.size() : end + 2;
            bare += ' ';
        } else {
            const std::size_t end = is_quote(css[at]) ? end_of_string(css, at) : at + 1;
            bare += css.substr(at, end - at);
            at = end;
        }
    }
    return bare;
}

std::string_view take_until(std::string_view& text, std::string_view stops, char& stop) {
    int depth = 0;
    std::size_t at = 0;
    while (at < text.size() && (depth > 0 || stops.find(text[at]) == stops.npos)) {
        const char character = text[at];
        if (character == '(' || character == '[' || character == '{') ++depth;
        if ((character == ')' || character == ']' || character == '}') && depth > 0) --depth;
        at = is_quote(character) ? end_of_string(text, at) : at + 1;
    }
    stop = at < text.size() ? text[at] : '\0';
    const std::string_view taken = text.substr(0, at);
    text.remove_prefix(std::min(text.size(), at + 1));
    return taken;
}

Declaration take_declaration(std::string_view& text) {
    char stop = 0;
    const std::string_view whole = take_until(text, ";", stop);
    const std::size_t colon = whole.find(':');
    if (colon == whole.npos) return {};
    Declaration declaration{trimmed(whole.substr(0, colon)), trimmed(whole.substr(colon + 1)), false};
    const std::size_t mark = declaration.value.rfind('!');
    if (mark != declaration.value.npos &&
        equals_ignoring_case(trimmed(declaration.value.substr(mark + 1)), "important")) {
        declaration.value = trimmed(declaration.value.substr(0, mark));
        declaration.important = true;
    }
    return declaration;
}

std::string lowered(std::string_view text) {
    std::string lower{text};
    std::ranges::transform(lower, lower.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return lower;
}

}  // namespace baton::signature::svg
