#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace baton::core::config {

/// The one of `names` that somebody who wrote `written` most likely meant: it differs by one letter, a long one by two;
/// nothing if none is so close. Names of up to five letters are never meant: too much else is close to them.
std::string_view nearest(std::string_view written, const std::vector<std::string_view>& names);

}  // namespace baton::core::config
