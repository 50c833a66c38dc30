#include "core/processing/intake.hpp"

#include "core/action/accepted.hpp"
#include "core/file/magic_bytes.hpp"
#include "core/processing/job_ground.hpp"
#include "core/processing/job_share.hpp"
#include "core/session/upload_limit.hpp"

#include <exception>
#include <utility>

namespace baton::core::processing {

using session::File;

result<void> Intake::check_limit(const session::Session& session, std::string_view key) const {
    const auto* action = catalog_.find(session.spec->action);
    if (action == nullptr) return problem(errc::unavailable, "the session's action is not installed");
    return session::check_upload_limit(session, key, action->upload_limit);
}

task<session::Snapshot> Intake::take(const session::Session& session, std::string key, file::FileWriter& writer,
                                     std::string digest, const std::string& log_id, access::Claim claim) {
    const auto* action = catalog_.find(session.spec->action);
    if (action == nullptr) co_return problem(errc::unavailable, "the session's action is not installed");
    File file;
    file.id = new_id();
    file.key = std::move(key);
    file.content_type = file::media_type_of(writer.head());
    if (auto accepted = action::check_accepted(*action, file.content_type); !accepted) co_return accepted.error();
    const auto bytes = co_await writer.seal();
    if (!bytes) co_return bytes.error();
    file.size = (*bytes)->size();
    file.sha256 = (*bytes)->sha256();
    if (!digest.empty() && digest != file.sha256) {
        co_return problem(errc::bad_request, "the body does not match its Content-Digest");
    }
    auto info = co_await inspect(*action, session, file, *bytes, log_id);
    if (!info) co_return info.error();
    file.info = std::move(*info);
    // Only now does it cost the store anything: what is refused never had a name (decision 0042).
    if (auto named = co_await writer.commit(file.id); !named) co_return named.error();
    result<session::Snapshot> taken = problem(errc::internal);
    bool thrown = false;
    try {
        taken = co_await sessions_.put_upload(session.id(), file, std::move(claim), action->upload_limit);
    } catch (const std::exception& surprise) {
        taken = problem_of(surprise);
        thrown = true;
    }
    const bool lost = thrown ? !co_await holds(session.id(), file) : !taken && session::surely_not_made(taken.error());
    if (lost) (void)co_await files_.remove(file.id);
    co_return taken;
}

boost::asio::awaitable<bool> Intake::holds(Id id, const File& file) const {
    const auto snapshot = co_await sessions_.get(id);
    if (!snapshot) co_return snapshot.error().code != errc::not_found;
    const auto* upload = session::find_upload(**snapshot, file.key);
    co_return upload != nullptr && upload->file.id == file.id;
}

task<boost::json::object> Intake::inspect(const action::ActionDescriptor& action, const session::Session& session,
                                          const File& file, file::FilePtr bytes, const std::string& log_id) {
    if (!action.inspects) co_return boost::json::object{};
    auto ground = job_ground(catalog_, session);
    if (!ground) co_return ground.error();
    work::Job job;
    job.kind = work::JobKind::inspect;
    job.action = action.id;
    job.options = std::move(ground->options);
    job.log_id = log_id;
    job.files.push_back({file.key, file.content_type, file.filename, std::move(bytes), {}});
    job.share = share_of(job, session);
    auto reply = co_await jobs_.run(std::move(job));
    if (!reply) co_return reply.error();
    co_return std::move(reply->body);
}

}  // namespace baton::core::processing
