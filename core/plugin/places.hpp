#pragma once

#include "core/base/error.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace baton::core::plugin {

/// The directories where plugins are, in the operator's order.
using Places = std::vector<std::filesystem::path>;

/// Names with a manifest `NAME.json` in one of the places, sorted, each once; what cannot be read has none. A library
/// without a manifest is no plugin: it may be what a plugin links.
std::vector<std::string> installed(const Places& places);

/// The first place with a manifest of that name; empty if there is none.
std::filesystem::path place_of(const Places& places, const std::string& name);

/// Libraries that would be plugins if there was a manifest beside them: `NAME.so` that exports what a plugin exports.
/// Sorted.
std::vector<std::filesystem::path> without_manifest(const Places& places);

/// Errors: internal, one line (a place is no directory, or a name is installed in two of them).
result<void> check_places(const Places& places);

}  // namespace baton::core::plugin
