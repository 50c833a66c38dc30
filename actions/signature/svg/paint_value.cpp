#include "actions/signature/svg/paint_value.hpp"

#include "actions/signature/svg/css_text.hpp"
#include "actions/signature/svg/scanner.hpp"

namespace baton::signature::svg {
namespace {

// Without the quotes around it.
std::string_view unquoted(std::string_view text) {
    text = trimmed(text);
    const bool quoted = text.size() > 1 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front();
    return quoted ? text.substr(1, text.size() - 2) : text;
}

bool starts_with_url(std::string_view value) {
    return equals_ignoring_case(value.substr(0, 4), "url(");
}

}  // namespace

Reading set_colour(Tint& tint, std::string_view value) {
    if (equals_ignoring_case(value, "currentcolor")) {
        tint = {{}, 1, true};
    } else if (const auto read = read_colour(value)) {
        tint = *read;
    } else {
        // A function that browsers know and this does not, or a colour that is theirs.
        const bool foreign = value.find('(') != value.npos || value.find('\\') != value.npos || is_system_colour(value);
        return foreign ? Reading::unread : Reading::invalid;
    }
    return Reading::set;
}

std::optional<std::string_view> take_url(std::string_view& value) {
    if (!starts_with_url(value)) return std::nullopt;
    value.remove_prefix(4);
    char stop = 0;
    return unquoted(take_until(value, ")", stop));
}

Reading set_paint(Tint& tint, std::string_view value, const Surroundings& around) {
    if (equals_ignoring_case(value, "none")) {
        tint = {{}, 0};
        return Reading::set;
    }
    if (!starts_with_url(value)) {
        const bool context =
            equals_ignoring_case(value, "context-fill") || equals_ignoring_case(value, "context-stroke");
        return context ? Reading::unread : set_colour(tint, value);
    }
    const auto reference = take_url(value);
    if (!reference || !reference->starts_with('#')) return Reading::unread;
    if (const auto gradient = around.gradient(*reference)) {
        tint = *gradient;
        return Reading::set;
    }
    const std::string_view instead = trimmed(value);
    tint = {{}, 0};
    return instead.empty() || starts_with_url(instead) ? Reading::set : set_paint(tint, instead, around);
}

}  // namespace baton::signature::svg
