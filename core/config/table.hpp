#pragma once

#include "core/base/error.hpp"
#include "core/config/environment.hpp"

#include <charconv>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace baton::core::config {

/// Takes a value into settings; false: it is not allowed.
template <class Target>
using TakeInto = std::function<bool(Target&, std::string_view)>;

/// What is said of a setting.
struct SettingText {
    std::string_view name;
    std::string_view fallback;  ///< as shown
    std::string_view allowed;
    std::string_view meaning;
    bool secret = false;
};

/// One setting: the single source of its name, its default as shown, what is allowed and what it means.
template <class Target>
struct SettingOf {
    std::string_view name;
    std::string_view fallback;
    std::string_view allowed;
    std::string_view meaning;
    TakeInto<Target> take;
    bool secret = false;

    SettingText text() const { return {name, fallback, allowed, meaning, secret}; }
};

template <class Target>
std::vector<SettingText> texts_of(std::span<const SettingOf<Target>> table) {
    std::vector<SettingText> texts;
    for (const auto& setting : table) texts.push_back(setting.text());
    return texts;
}

/// A decimal number without a sign, all of the text. Nothing: it is none, or out of range.
std::optional<std::uint64_t> read_number(std::string_view text, std::uint64_t lowest, std::uint64_t highest);

template <class Target, class Number>
TakeInto<Target> take_number(Number Target::* member, std::uint64_t lowest, std::uint64_t highest) {
    return [=](Target& target, std::string_view text) {
        const auto value = read_number(text, lowest, highest);
        if (value) target.*member = static_cast<Number>(*value);
        return value.has_value();
    };
}

/// The value of a service's setting and the variable that has it: the service's own name before the plain one, which
/// counts only with `plain`. Nothing: neither is set, or empty.
struct Found {
    std::string variable;
    std::string_view value;
};
std::optional<Found> find_setting(const Variables& variables, std::string_view service, std::string_view setting,
                                  bool plain);

/// That a value is not allowed, as one line that names the variable, the value (a secret is not shown) and what is.
Problem not_allowed(const SettingText& setting, const Found& found);

/// Reads a service's settings into `target`: see `find_setting`. Errors: bad_request with one line (`not_allowed`).
template <class Target>
result<void> read_table(std::span<const SettingOf<Target>> table, const Variables& variables, std::string_view service,
                        bool plain, Target& target) {
    for (const auto& setting : table) {
        const auto found = find_setting(variables, service, setting.name, plain);
        if (found && !setting.take(target, found->value)) return not_allowed(setting.text(), *found);
    }
    return {};
}

/// One line for `--help`: name, meaning and default.
std::string help_line(const SettingText& setting, std::string_view name);

}  // namespace baton::core::config
