#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace baton::conformance {

/// A file to feed the plugin with.
struct Sample {
    std::string name;
    std::string media_type;  ///< by its magic bytes; empty if the server would not know it
    std::string bytes;
};

/// Nothing if the file cannot be read.
std::optional<Sample> read_sample(const std::filesystem::path& file);

/// What the server would call these bytes; empty if it knows no name.
std::string media_type_of(std::string_view bytes);

/// Files that begin like `media_type` and are not: to be refused.
std::vector<Sample> garbage_like(const std::string& media_type);

/// The sample cut short and with bytes changed, always in the same way: may be refused or taken.
std::vector<Sample> mutations_of(const Sample& sample);

}  // namespace baton::conformance
