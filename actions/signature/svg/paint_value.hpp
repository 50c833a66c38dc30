#pragma once

#include "actions/signature/svg/property.hpp"

#include <string_view>

namespace baton::signature::svg {

/// A colour as the value of a property; `current` is what `currentColor` means there.
Reading set_colour(Tint& tint, std::string_view value, const Tint& current);

/// The same of `fill` or `stroke`: also `none` and a gradient, with what is to be instead if there is none.
Reading set_paint(Tint& tint, std::string_view value, const Tint& current, const Surroundings& around);

}  // namespace baton::signature::svg
