#include "actions/scan/pages/page.hpp"

#include <algorithm>

namespace baton::scan {

std::string_view name_of(Mode mode) {
    const auto known = std::ranges::find(named_modes, mode, &NamedMode::value);
    return known != named_modes.end() ? known->name : std::string_view{};
}

std::optional<Mode> mode_named(std::string_view name) {
    const auto known = std::ranges::find(named_modes, name, &NamedMode::name);
    return known != named_modes.end() ? std::optional{known->value} : std::nullopt;
}

}  // namespace baton::scan
