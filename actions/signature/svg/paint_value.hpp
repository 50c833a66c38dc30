#pragma once

#include "actions/signature/svg/property.hpp"

#include <optional>
#include <string_view>

namespace baton::signature::svg {

/// A colour as the value of a property. `currentColor` stays the keyword, as it is inherited like that.
Reading set_colour(Tint& tint, std::string_view value);

/// Takes `url(…)` off the start of `value`: what it refers to. Nothing if there is none.
std::optional<std::string_view> take_url(std::string_view& value);

/// The same of `fill` or `stroke`: also `none` and a gradient, with what is to be instead if there is none.
Reading set_paint(Tint& tint, std::string_view value, const Surroundings& around);

}  // namespace baton::signature::svg
