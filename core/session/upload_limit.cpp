#include "core/session/upload_limit.hpp"

#include <algorithm>

namespace baton::core::session {

result<void> check_upload_limit(const Session& session, std::string_view key, const action::UploadLimit& limit) {
    if (find_upload(session, key) != nullptr) return {};
    const std::size_t most = std::min(limit.most, max_uploads);
    const std::size_t current = session.uploads.size();
    if (current < most) return {};
    if (limit.error.empty()) return problem(errc::session_quota_exceeded, "too many files");
    auto refused = field_problem("", "too_many", limit.error);
    refused.figures = {{"limit", most}, {"current", current}};
    return refused;
}

}  // namespace baton::core::session
