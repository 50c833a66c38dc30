#pragma once

#include "actions/signature/drawing.hpp"

#include <optional>
#include <string_view>

namespace baton::signature::svg {

/// A colour and how much of it shows.
struct Tint {
    Colour colour;
    double alpha = 1;
    bool current = false;  ///< `currentColor`: the element that is painted says which colour that is
};

/// Reads a CSS colour (CSS Color 4): hexadecimal, a name, `transparent`, and the functions of `colour_function`,
/// without `calc()`, `color-mix()`, `light-dark()`, colours relative to others and those of the system. Nothing if it
/// is none of these.
std::optional<Tint> read_colour(std::string_view text);

/// The colour of a name of CSS Color 4, 6.1; case does not matter.
std::optional<Colour> named_colour(std::string_view name);

/// True for the names of CSS Color 4, 6.2: their colours are the reader's, not the file's.
bool is_system_colour(std::string_view name);

}  // namespace baton::signature::svg
