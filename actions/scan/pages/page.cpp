#include "page.hpp"

#include <array>
#include <utility>

namespace baton::scan {
namespace {

constexpr std::array<std::pair<Mode, std::string_view>, 5> mode_names{{{Mode::automatic, "auto"},
                                                                       {Mode::color, "color"},
                                                                       {Mode::gray, "gray"},
                                                                       {Mode::bw, "bw"},
                                                                       {Mode::photo, "photo"}}};

}  // namespace

std::string_view name_of(Mode mode) {
    for (const auto& [named, name] : mode_names) {
        if (named == mode) {
            return name;
        }
    }
    return {};
}

std::optional<Mode> mode_named(std::string_view name) {
    for (const auto& [named, known] : mode_names) {
        if (known == name) {
            return named;
        }
    }
    return std::nullopt;
}

}  // namespace baton::scan
