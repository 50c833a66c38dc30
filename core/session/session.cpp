#include "core/session/session.hpp"

#include <utility>

namespace baton::core::session {

const Extras& Spec::extras() const {
    static const Extras none;
    return extras_ ? *extras_ : none;
}

void Spec::set_extras(Extras extras) {
    extras_ = extras == Extras{} ? nullptr : std::make_shared<const Extras>(std::move(extras));
}

Payer Session::payer() const {
    std::uint64_t held = std::uint64_t{draft_bytes} + retained_bytes;
    for (const auto& upload : uploads) held += upload.file.size + (upload.kept ? upload.kept->size : 0);
    for (const auto& item : items) held += item.size;
    return {spec->owner, spec->id, held};
}

const Upload* find_upload(const Session& session, std::string_view key) {
    for (const auto& upload : session.uploads) {
        if (upload.file.key == key) return &upload;
    }
    return nullptr;
}

std::vector<File> files_of(const Upload& upload) {
    std::vector<File> files{upload.file};
    if (upload.kept) files.push_back(*upload.kept);
    return files;
}

std::vector<File> leaving_files(const Session& session, bool retain) {
    std::vector<File> files;
    for (const auto& upload : session.uploads) {
        if (!retain) files.push_back(upload.file);
        if (upload.kept) files.push_back(*upload.kept);
    }
    return files;
}

std::vector<File> all_files(const Session& session) {
    std::vector<File> files = leaving_files(session, false);
    files.insert(files.end(), session.items.begin(), session.items.end());
    return files;
}

}  // namespace baton::core::session
