#include "core/processing/intake.hpp"

#include "core/file/magic_bytes.hpp"
#include "core/processing/job_ground.hpp"
#include "core/session/upload_limit.hpp"

#include <algorithm>
#include <utility>

namespace baton::core::processing {

using session::File;

result<void> Intake::check_limit(const session::Session& session, std::string_view key) const {
    const auto* action = catalog_.find(session.request->action);
    if (action == nullptr) return problem(errc::internal, "the session's action is not installed");
    return session::check_upload_limit(session, key, action->upload_limit);
}

task<session::Snapshot> Intake::take(const session::Session& session, std::string key, file::FileSink& sink,
                                     std::string digest, const std::string& log_id, access::Claim claim) {
    const auto* action = catalog_.find(session.request->action);
    if (action == nullptr) co_return problem(errc::internal, "the session's action is not installed");
    auto file = co_await store(session, *action, sink, digest);
    if (!file) co_return file.error();
    file->key = std::move(key);
    auto info = co_await inspect(*action, session, *file, log_id);
    result<session::Snapshot> taken = problem(errc::internal);
    if (info) {
        file->info = std::move(*info);
        taken = co_await sessions_.put_upload(session.id(), *file, std::move(claim), action->upload_limit);
    } else {
        taken = info.error();
    }
    if (!taken) (void)co_await files_.remove(file->id);
    co_return taken;
}

task<File> Intake::store(const session::Session& session, const action::ActionDescriptor& action, file::FileSink& sink,
                         const std::string& digest) {
    File file;
    file.content_type = file::media_type_of(sink.head());
    if (std::ranges::find(action.accepts, file.content_type) == action.accepts.end()) {
        co_return problem(errc::unsupported_media, "not a file that this action takes");
    }
    auto blob = co_await sink.finish();
    if (!blob) co_return blob.error();
    file.id = new_id();
    file.size = (*blob)->size();
    file.sha256 = (*blob)->sha256();
    if (!digest.empty() && digest != file.sha256) {
        co_return problem(errc::bad_request, "the body does not match its Content-Digest");
    }
    if (auto stored = co_await files_.put(file.id, {session.id(), std::move(*blob)}); !stored) co_return stored.error();
    co_return file;
}

task<boost::json::object> Intake::inspect(const action::ActionDescriptor& action, const session::Session& session,
                                          const File& file, const std::string& log_id) {
    if (!action.inspects) co_return boost::json::object{};
    auto stored = co_await files_.get(file.id);
    if (!stored) co_return stored.error();
    auto ground = job_ground(catalog_, session);
    if (!ground) co_return ground.error();
    work::Job job;
    job.kind = work::JobKind::inspect;
    job.action = action.id;
    job.options = std::move(ground->options);
    job.log_id = log_id;
    job.files.push_back({file.key, file.content_type, file.filename, std::move(stored->blob), {}});
    auto reply = co_await jobs_.run(std::move(job));
    if (!reply) co_return reply.error();
    co_return std::move(reply->body);
}

}  // namespace baton::core::processing
