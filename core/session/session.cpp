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

}  // namespace baton::core::session
