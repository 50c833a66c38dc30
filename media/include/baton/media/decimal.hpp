#pragma once

#include <baton/media/export.hpp>

#include <string>

namespace baton::media {

/// Appends `number` in decimal notation with at most `digits` digits (0…6) behind the point and no superfluous zeros:
/// "-0.5", "12", "0". Never "-0", never an exponent. `number` must be finite and below 10^12.
BATON_MEDIA_EXPORT void append_decimal(std::string& text, double number, int digits);

}  // namespace baton::media
