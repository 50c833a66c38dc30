#include "core/phone/uploads.hpp"

#include "core/base/base64_stream.hpp"
#include "core/base/hex.hpp"
#include "core/file/filename.hpp"
#include "core/http/file_response.hpp"
#include "core/phone/phone_state.hpp"

#include <algorithm>
#include <utility>

namespace baton::core::phone {

namespace {

constexpr std::size_t max_key = 64;

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
    return to_hex(digest);
}

}  // namespace

bool is_upload_key(std::string_view key) {
    const auto allowed = [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    };
    return !key.empty() && key.size() <= max_key && std::ranges::all_of(key, allowed);
}

void Uploads::add_routes(http::Router& router) {
    using http::Verb;
    const std::string path = "files/:key";
    guard_.add(router, {.method = Verb::put, .path = path, .body_limit = settings_.file_upload_max_bytes},
               [this](Visit& v) { return put(v); });
    guard_.add(router, {.method = Verb::get, .path = path, .stage = Stage::unfinished},
               [this](Visit& v) { return get(v); });
    guard_.add(router, {.method = Verb::delete_, .path = path}, [this](Visit& v) { return remove(v); });
}

task<http::Response> Uploads::put(Visit& visit) {
    const std::string& key = visit.request.parameter("key");
    if (!is_upload_key(key)) {
        co_return field_problem("/key", "format", "a file key is 1 to 64 characters of A-Z a-z 0-9 _ -");
    }
    if (const auto allowed = intake_.check_limit(*visit.session, key); !allowed) co_return allowed.error();
    const auto digest = wanted_digest(visit.request.header("Content-Digest"));
    if (!digest) co_return digest.error();
    auto sent = co_await receive(visit);
    if (!sent) co_return sent.error();
    auto taken = co_await intake_.take(*visit.session, key, **sent, *digest, visit.request.id, visit.claim);
    if (!taken) co_return taken.error();
    visit.session = std::move(*taken);
    co_return http::json_response(200, upload_json(*session::find_upload(*visit.session, key)));
}

task<std::unique_ptr<file::FileWriter>> Uploads::receive(Visit& visit) {
    const session::Session& session = *visit.session;
    const auto* replaced = session::find_upload(session, visit.request.parameter("key"));
    auto writer = files_.begin(session.payer(), replaced == nullptr ? 0 : replaced->file.size);
    for (;;) {
        const auto piece = co_await visit.request.body->read();
        if (!piece) co_return piece.error();
        if (sessions_.now() >= session.expires_at()) co_return problem(errc::session_expired);
        if (piece->empty()) co_return writer;
        if (auto written = co_await writer->write(*piece); !written) co_return written.error();
    }
}

task<http::Response> Uploads::get(Visit& visit) {
    const session::Upload* upload = session::find_upload(*visit.session, visit.request.parameter("key"));
    if (upload == nullptr) co_return problem(errc::not_found, "no file with this key");
    const session::File& file = upload->file;
    auto stored = co_await files_.get(file.object());
    if (!stored) co_return stored.error();
    const std::string name = file::safe_filename(file.key, file::extension_of(file.content_type), "file");
    co_return http::file_response(visit.request, {std::move(*stored), file.content_type, name});
}

task<http::Response> Uploads::remove(Visit& visit) {
    const std::string& key = visit.request.parameter("key");
    if (!is_upload_key(key)) co_return problem(errc::not_found, "no file with this key");
    auto removed = co_await sessions_.remove_upload(visit.session, key, visit.claim);
    if (!removed) co_return removed.error();
    visit.session = std::move(*removed);
    http::Response response;
    response.status = 204;
    co_return response;
}

}  // namespace baton::core::phone
