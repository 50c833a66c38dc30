#pragma once

#include "core/base/error.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace baton::core::config {

/// Names and values that settings are read from.
using Variables = std::map<std::string, std::string, std::less<>>;

/// Whether there is a value, and it is not empty.
bool is_set(const Variables& variables, std::string_view name);

/// Parses the text of a `.env` file: `NAME=value`, `export NAME=value`, `#` comments, single quotes (literal) and
/// double quotes (with \n, \" and \\). Errors: bad_request naming the line.
result<Variables> parse_dotenv(std::string_view text);

/// The process environment over the `.env` file of `directory`, if there is one. Errors: bad_request, one line.
result<Variables> read_environment(const std::filesystem::path& directory);

}  // namespace baton::core::config
