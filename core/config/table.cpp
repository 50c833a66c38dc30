#include "core/config/table.hpp"

#include "core/config/services.hpp"

#include <algorithm>
#include <utility>

namespace baton::core::config {

std::optional<std::uint64_t> read_number(std::string_view text, std::uint64_t lowest, std::uint64_t highest) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < lowest || value > highest) return {};
    return value;
}

std::optional<Found> find_setting(const Variables& variables, std::string_view service, std::string_view setting,
                                  bool plain) {
    std::string own = own_name(service, setting);
    if (is_set(variables, own)) {
        const std::string_view value = variables.find(own)->second;
        return Found{std::move(own), value};
    }
    if (!plain || !is_set(variables, setting)) return std::nullopt;
    return Found{std::string{setting}, variables.find(setting)->second};
}

Problem not_allowed(const SettingText& setting, const Found& found) {
    const std::string shown = setting.secret ? "the value" : "'" + std::string{found.value} + "'";
    return problem(errc::bad_request,
                   found.variable + ": " + shown + " is not allowed: it must be " + std::string{setting.allowed});
}

std::string help_line(const SettingText& setting, std::string_view name) {
    std::string line = "  " + std::string{name};
    line.resize(std::max<std::size_t>(line.size() + 1, 28), ' ');
    line += setting.meaning;
    if (!setting.fallback.empty()) line.append(" [").append(setting.fallback).append("]");
    return line + "\n";
}

}  // namespace baton::core::config
