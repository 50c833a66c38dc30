#pragma once

#include "actions/signature/svg/style.hpp"
#include "actions/signature/svg/viewport.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>

namespace baton::signature::svg {

/// What a value is to a property. Browsers pass over one that is invalid; one that is unread may mean something to
/// them.
enum class Reading : std::uint8_t { set, invalid, unread };

/// What values may refer to.
struct Surroundings {
    const Style& parent;
    const Viewport& viewport;
    /// The colour of a gradient by its `#id`; nothing if there is no such gradient.
    std::function<std::optional<Tint>(std::string_view)> gradient;
    /// The rectangle of a clip path by its `#id`; nothing if it is not a plain one.
    std::function<std::optional<ViewBox>(std::string_view)> clip;
};

/// A property that is obeyed.
struct Property {
    std::string_view name;
    Reading (*set)(Style&, std::string_view, const Surroundings&);
    void (*copy)(Style& to, const Style& from);
    bool inherited = true;
};

/// All of them, in no order that matters.
std::span<const Property> properties();

/// Whether a property that is not obeyed leaves the picture as it is with this value. `attribute`: it is written as
/// one, where some names mean something else.
bool is_harmless(std::string_view name, std::string_view value, bool attribute);

}  // namespace baton::signature::svg
