#include "core/session/session.hpp"

#include <algorithm>
#include <utility>

namespace baton::core::session {

const Extras& Request::extras() const {
    static const Extras none;
    return extras_ ? *extras_ : none;
}

void Request::set_extras(Extras extras) {
    extras_ = extras == Extras{} ? nullptr : std::make_shared<const Extras>(std::move(extras));
}

const File* find_upload(const Session& session, std::string_view key) {
    const auto found = std::ranges::find(session.uploads, key, &File::key);
    return found == session.uploads.end() ? nullptr : &*found;
}

std::size_t upload_count(const Session& session) {
    return session.uploads.size() - static_cast<std::size_t>(std::ranges::count_if(session.uploads, is_kept));
}

}  // namespace baton::core::session
