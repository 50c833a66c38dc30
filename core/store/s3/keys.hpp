#pragma once

#include "core/base/id.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace baton::core::store::s3 {

/// What all files' keys begin with.
std::string files_prefix(std::string_view prefix);

/// PREFIX "files/" HH "/" UUID, HH being the UUID's first two digits: keys that spread over a server's partitions.
std::string key_of(std::string_view prefix, const Id& name);

/// Whose key that is; nothing for any other form.
std::optional<Id> parse_key(std::string_view prefix, std::string_view key);

}  // namespace baton::core::store::s3
