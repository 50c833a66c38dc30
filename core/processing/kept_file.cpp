#include "core/processing/kept_file.hpp"

#include "core/file/filename.hpp"

#include <utility>

namespace baton::core::processing {

task<> keep_file(session::Service& sessions, file::FileStore& files, const session::Session& session,
                 work::JobKept kept) {
    const session::Upload* source = session::find_upload(session, kept.of);
    // Workers are not trusted; an honest one has asked the same.
    if (source == nullptr) co_return problem(errc::processing_failed, "the action keeps a file of no upload");
    session::File file;
    file.id = new_id();
    file.content_type = kept.file.content_type;
    file.filename = file::safe_filename(kept.file.filename, file::extension_of(file.content_type), "file");
    file.size = kept.file.blob->size();
    file.sha256 = kept.file.blob->sha256();
    file.info = std::move(kept.info);
    auto blob = co_await files.adopt(session.id(), std::move(kept.file.blob), source->kept ? source->kept->size : 0);
    if (!blob) co_return blob.error();
    if (auto put = co_await files.put(file.id, {session.id(), std::move(*blob)}); !put) co_return put.error();
    const auto stored = co_await sessions.keep(session.id(), file, source->file.id);
    if (stored) co_return result<>{};
    (void)co_await files.remove(file.id);
    // What was rendered of a file that has been replaced meanwhile is still the answer to this call.
    if (stored.error().code == errc::conflict) co_return result<>{};
    co_return stored.error();
}

}  // namespace baton::core::processing
