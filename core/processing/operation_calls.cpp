#include "core/processing/operation_calls.hpp"

#include "core/file/filename.hpp"
#include "core/processing/job_share.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <string_view>
#include <utility>

namespace baton::core::processing {

namespace json = boost::json;

result<JsonText> OperationCalls::parse_arguments(std::shared_ptr<const std::string> body) {
    if (body->empty()) return JsonText{"{}"};
    constexpr std::string_view expected = "the arguments must be a JSON object";
    if (auto checked = check_json(*body, expected); !checked) return checked.error();
    if (!is_json_object(*body)) return problem(errc::malformed_json, std::string{expected});
    const std::string_view text = *body;
    return JsonText{std::move(body), text};
}

task<OperationReply> OperationCalls::call(const session::Session& session, JobGround ground, OperationCall call) {
    auto inputs = co_await inputs_of(session, *ground.action, call);
    if (!inputs) co_return inputs.error();
    work::Job job;
    job.kind = work::JobKind::operate;
    job.action = ground.action->id;
    job.format = session.spec->format;
    job.operation = std::move(call.operation);
    job.options = std::move(ground.options);
    job.data = std::move(call.arguments);
    if (session.retained_bytes > 0) {
        const auto retained = co_await sessions_.annex(session.id(), session::Annex::retained);
        // Gone since the snapshot: the result has expired.
        if (!retained && retained.error().code == errc::not_found) co_return problem(errc::session_expired);
        if (!retained) co_return retained.error();
        job.submitted = JsonText{*retained, **retained};
    }
    job.backend = call.backend;
    job.files = std::move(*inputs);
    job.log_id = std::move(call.log_id);
    job.share = share_of(job, session);
    auto done = co_await jobs_.run(std::move(job));
    if (!done) co_return done.error();
    OperationReply reply{std::move(done->body), {}, std::move(done->keep)};
    if (done->files.empty()) co_return reply;
    reply.file = std::move(done->files.front());
    auto counted = co_await files_.adopt(session.payer(), std::move(reply.file.reader));
    if (!counted) co_return counted.error();
    reply.file.reader = std::move(*counted);
    co_return reply;
}

task<std::vector<work::JobInput>> OperationCalls::inputs_of(const session::Session& session,
                                                            const action::ActionDescriptor& action,
                                                            const OperationCall& call) {
    if (const auto key = find_member(call.arguments.view(), "key")) {
        if (!key->starts_with('"')) co_return std::vector<work::JobInput>{};
        const auto name = json::parse({key->data(), key->size()});
        co_return co_await upload_inputs(files_, session, std::string{name.get_string()});
    }
    const auto found = std::ranges::find(action.operations, call.operation, &action::OperationInfo::name);
    if (found == action.operations.end() || !found->all_files) co_return std::vector<work::JobInput>{};
    co_return co_await upload_inputs(files_, session);
}

task<> OperationCalls::keep(const session::Session& session, std::vector<work::JobKept> files) {
    for (auto& kept : files) {
        if (auto stored = co_await keep_one(session, std::move(kept)); !stored) co_return stored.error();
    }
    co_return result<>{};
}

task<> OperationCalls::keep_one(const session::Session& session, work::JobKept kept) {
    const session::Upload* source = session::find_upload(session, kept.of);
    // Workers are not trusted; an honest one has asked the same.
    if (source == nullptr) co_return problem(errc::processing_failed, "the action keeps a file of no upload");
    session::File file;
    file.id = new_id();
    file.content_type = kept.file.content_type;
    file.filename = file::safe_filename(kept.file.filename, file::extension_of(file.content_type), "file");
    file.size = kept.file.reader->size();
    file.sha256 = kept.file.reader->sha256();
    file.info = std::move(kept.info);
    const std::uint64_t replaced = source->kept ? source->kept->size : 0;
    auto counted = co_await files_.adopt(session.payer(), std::move(kept.file.reader), replaced);
    if (!counted) co_return counted.error();
    if (auto put = co_await files_.put(file.id, {session.id(), std::move(*counted)}); !put) co_return put.error();
    const auto stored = co_await sessions_.keep(session.id(), file, source->file.id);
    if (stored) co_return result<>{};
    if (session::surely_not_made(stored.error())) (void)co_await files_.remove(file.id);
    // What was rendered of a file that has been replaced meanwhile is still the answer to this call.
    if (stored.error().code == errc::conflict) co_return result<>{};
    co_return stored.error();
}

}  // namespace baton::core::processing
