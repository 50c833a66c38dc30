#pragma once

#include "core/config/environment.hpp"

#include <string>
#include <vector>

namespace baton::core::config {

/// The variables with each `NAME_FILE` of a secret replaced by `NAME` and what the file says, without line breaks at
/// its end: so a secret need not be in the environment. `secrets`: by all their names, those of services too. Errors:
/// bad_request, with one line that names the variable: the file cannot be read, is empty or has more than 64 KiB, or
/// both are set.
result<Variables> read_secret_files(Variables variables, const std::vector<std::string>& secrets);

}  // namespace baton::core::config
