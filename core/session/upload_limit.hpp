#pragma once

#include "core/action/descriptor.hpp"
#include "core/base/error.hpp"
#include "core/session/session.hpp"

#include <string_view>

namespace baton::core::session {

/// Whether the session may take an upload under this key: replacing one is always allowed.
/// Errors: invalid_field in the action's words with the figures `limit` and `current`; session_quota_exceeded if the
/// action has none.
result<void> check_upload_limit(const Session& session, std::string_view key, const action::UploadLimit& limit);

}  // namespace baton::core::session
