#pragma once

#include "core/action/descriptor.hpp"
#include "core/base/error.hpp"

#include <string_view>

namespace baton::core::action {

/// What an upload is asked first. Errors: unsupported_media, which names the types that the action takes.
result<void> check_accepted(const ActionDescriptor& action, std::string_view media_type);

}  // namespace baton::core::action
