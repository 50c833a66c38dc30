#include "core/pages/uploads.hpp"

#include "core/http/file_response.hpp"
#include "core/pages/base64_stream.hpp"
#include "core/pages/job_inputs.hpp"
#include "core/pages/magic_bytes.hpp"
#include "core/pages/phone_session.hpp"
#include "core/pages/phone_state.hpp"
#include "core/session/filename.hpp"

#include <algorithm>
#include <utility>

namespace baton::core::pages {

using session::File;

namespace {

bool is_key(std::string_view key) {
    const auto allowed = [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    };
    return !key.empty() && key.size() <= 64 && std::all_of(key.begin(), key.end(), allowed);
}

const File* find_upload(const session::Session& session, std::string_view key) {
    const auto found =
        std::find_if(session.uploads.begin(), session.uploads.end(), [&](const File& file) { return file.key == key; });
    return found == session.uploads.end() ? nullptr : &*found;
}

/// The SHA-256 of a Content-Digest field (RFC 9530) as lower-case hex; empty if there is none.
/// Errors: bad_request (not `sha-256=:base64:`).
result<std::string> wanted_digest(std::string_view field) {
    const auto at = field.find("sha-256=");
    if (at == std::string_view::npos) return std::string{};
    field.remove_prefix(at + 8);
    Base64Stream decoder;
    std::vector<std::byte> digest;
    const auto end = field.find(':', 1);
    const bool shaped = field.starts_with(':') && end != std::string_view::npos;
    if (!shaped || !decoder.write(field.substr(1, end - 1), digest) || !decoder.finish() || digest.size() != 32) {
        return problem(errc::bad_request, "Content-Digest must be sha-256=:base64:");
    }
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string hex;
    for (std::byte byte : digest) {
        hex += digits[std::to_integer<unsigned>(byte) >> 4];
        hex += digits[std::to_integer<unsigned>(byte) & 15];
    }
    return hex;
}

}  // namespace

void Uploads::add_routes(http::Router& router) {
    const std::string pattern = "/s/:id/files/:key";
    router.add(http::Verb::put, pattern, [this](http::Request& r) { return put(r); }, settings_.file_upload_max_bytes);
    router.add(http::Verb::get, pattern, [this](http::Request& r) { return get(r); });
    router.add(http::Verb::delete_, pattern, [this](http::Request& r) { return remove(r); });
}

task<http::Response> Uploads::put(http::Request& request) {
    const auto claim = claim_of(request);
    const auto open = co_await held_session(sessions_, request, claim);
    if (!open) co_return open.error();
    const session::Session& session = **open;
    const std::string key{request.parameters[1]};
    if (!is_key(key)) co_return field_problem("/key", "format", "a file key is 1 to 64 characters of A-Z a-z 0-9 _ -");
    if (session.uploads.size() >= session::kMaxUploads && find_upload(session, key) == nullptr) {
        co_return problem(errc::session_quota_exceeded, "too many files");
    }
    const plugin::ActionDescriptor* action = catalog_.find(session.request->action);
    if (action == nullptr) co_return problem(errc::internal, "the session's action is not installed");
    auto file = co_await receive(request, session, *action);
    if (!file) co_return file.error();
    file->key = key;
    auto info = co_await inspect(*action, session, *file, request.id);
    result<session::Snapshot> stored = problem(errc::internal);
    if (info) {
        file->info = std::move(*info);
        stored = co_await sessions_.put_upload(session.id(), *file, claim);
    } else {
        stored = info.error();
    }
    if (!stored) {
        (void)co_await files_.remove(file->id);
        co_return stored.error();
    }
    auto response = http::json_response(200, upload_json(*file));
    response.set("Cache-Control", "no-store");
    cookie_.add_if_new(response, **stored, claim, sessions_.now());
    co_return response;
}

task<File> Uploads::receive(http::Request& request, const session::Session& session,
                            const plugin::ActionDescriptor& action) {
    const auto digest = wanted_digest(request.header("Content-Digest"));
    if (!digest) co_return digest.error();
    const auto* replaced = find_upload(session, request.parameters[1]);
    const auto sink = files_.begin(session.id(), replaced == nullptr ? 0 : replaced->size);
    for (;;) {
        const auto piece = co_await request.body->read();
        if (!piece) co_return piece.error();
        if (sessions_.now() >= session.expires_at()) co_return problem(errc::session_expired);
        if (piece->empty()) break;
        if (auto taken = co_await sink->append(*piece); !taken) co_return taken.error();
    }
    File file;
    file.content_type = media_type_of(sink->head());
    const auto& takes = action.accepts;
    if (std::find(takes.begin(), takes.end(), file.content_type) == takes.end()) {
        co_return problem(errc::unsupported_media, "not a file that this action takes");
    }
    auto blob = co_await sink->finish();
    if (!blob) co_return blob.error();
    file.id = session::new_id();
    file.size = (*blob)->size();
    file.sha256 = (*blob)->sha256();
    if (!digest->empty() && *digest != file.sha256)
        co_return problem(errc::bad_request, "the body does not match its Content-Digest");
    if (auto stored = co_await files_.put(file.id, {session.id(), std::move(*blob)}); !stored) co_return stored.error();
    co_return file;
}

task<boost::json::object> Uploads::inspect(const plugin::ActionDescriptor& action, const session::Session& session,
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
    auto reply = co_await pool_.run(std::move(job));
    if (!reply) co_return reply.error();
    co_return std::move(reply->body);
}

task<http::Response> Uploads::get(http::Request& request) {
    const auto snapshot = co_await unfinished_session(sessions_, request);
    if (!snapshot) co_return snapshot.error();
    if (!claim_of(request).fits((*snapshot)->device)) co_return problem(errc::in_use_elsewhere);
    const File* file = find_upload(**snapshot, request.parameters[1]);
    if (file == nullptr) co_return problem(errc::not_found, "no file with this key");
    auto stored = co_await files_.get(file->id);
    if (!stored) co_return stored.error();
    const std::string name = session::safe_filename(file->key, session::extension_of(file->content_type), "file");
    co_return http::file_response(request, {std::move(stored->blob), file->content_type, name});
}

task<http::Response> Uploads::remove(http::Request& request) {
    const auto claim = claim_of(request);
    const auto open = co_await held_session(sessions_, request, claim);
    if (!open) co_return open.error();
    const auto removed = co_await sessions_.remove_upload((*open)->id(), std::string{request.parameters[1]}, claim);
    if (!removed) co_return removed.error();
    http::Response response;
    response.status = 204;
    cookie_.add_if_new(response, **removed, claim, sessions_.now());
    co_return response;
}

}  // namespace baton::core::pages
