#include "core/store/s3/upload.hpp"

#include "core/base/hex.hpp"
#include "core/base/run_on.hpp"
#include "core/base/sha256.hpp"
#include "core/store/s3/documents.hpp"

#include <algorithm>
#include <utility>

namespace baton::core::store::s3 {

namespace {

/// A server may put many parts together before it says a word.
constexpr std::chrono::milliseconds completion_idle{60'000};
constexpr std::size_t piece_size = 256 * 1024;

/// What the helper's thread works on; its own, as the caller's frame may be gone before it runs.
struct Hashing {
    Sha256 hash;
    std::vector<std::byte> piece = std::vector<std::byte>(piece_size);
};

task<std::string> hash_of(file::FilePtr file, file::ByteRange part, boost::asio::any_io_executor helper) {
    const auto hashing = std::make_shared<Hashing>();
    while (part.size > 0) {
        const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(part.size, piece_size));
        const auto got = co_await file->read(part.first, std::span{hashing->piece}.first(wanted));
        if (!got) co_return got.error();
        if (*got != wanted) co_return problem(errc::internal, "the file to send is shorter than it should be");
        auto update = [hashing, wanted] {
            hashing->hash.update(std::span{hashing->piece}.first(wanted));
            return true;
        };
        co_await run_on(helper, std::move(update));
        part.first += wanted;
        part.size -= wanted;
    }
    co_return to_hex(hashing->hash.finish());
}

Pairs fields_of(const file::FileReader& file) {
    return {{"content-type", "application/octet-stream"}, {std::string{sha256_field}, file.sha256()}};
}

bool is_unknown_condition(const Answer& answer) {
    return answer.status == 501 || answer.code == "NotImplemented";
}

}  // namespace

Uploader::Uploader(std::shared_ptr<const Requests> requests, boost::asio::any_io_executor helper,
                   LeftBehind left_behind)
    : requests_(std::move(requests)), helper_(std::move(helper)), left_behind_(std::move(left_behind)) {}

task<> Uploader::put(std::string key, file::FilePtr file) {
    if (file->size() <= requests_->settings().part_size) co_return co_await put_whole(key, file);
    co_return co_await put_parts(key, file);
}

task<> Uploader::put_whole(const std::string& key, const file::FilePtr& file) {
    Call call{.method = "PUT", .key = key, .fields = fields_of(*file), .payload = file->sha256()};
    call.body = http::client::FilePart{file, {0, file->size()}};
    auto answer = co_await send_unless_there(std::move(call));
    if (!answer) co_return answer.error();
    co_return co_await outcome("PUT", key, file, *answer);
}

task<> Uploader::put_parts(const std::string& key, const file::FilePtr& file) {
    const auto upload_id = co_await begin(key, file);
    if (!upload_id) co_return upload_id.error();
    result<> done;
    const auto etags = co_await send_parts(key, *upload_id, file);
    if (etags) {
        auto answer = co_await complete(key, *upload_id, *etags);
        if (answer) {
            done = co_await outcome("completing an upload", key, file, *answer);
        } else {
            done = answer.error();
        }
    } else {
        done = etags.error();
    }
    if (done) co_return done;
    // If it was completed after all there is nothing to give up, and the object stays.
    if (auto aborted = co_await abort(key, *upload_id); !aborted && left_behind_) left_behind_(key, *upload_id);
    co_return done;
}

task<std::string> Uploader::begin(const std::string& key, const file::FilePtr& file) const {
    // An upload that nobody knows the id of is found by `unfinished`: no reason to call the outcome uncertain.
    auto answer = co_await requests_->send(
        {.method = "POST", .key = key, .query = {{"uploads", ""}}, .fields = fields_of(*file)});
    if (!answer) co_return problem(errc::unavailable, answer.error().detail);
    answer->perhaps_done = false;
    if (!answer->good()) co_return refusal("beginning an upload", *answer);
    const auto text = co_await answer->response.text(document_limit);
    if (!text) co_return problem(errc::unavailable, "S3: " + text.error().detail);
    co_return parse_upload_id(*text);
}

task<std::vector<std::string>> Uploader::send_parts(const std::string& key, const std::string& upload_id,
                                                    const file::FilePtr& file) const {
    const bool tls = over_tls(requests_->settings());
    std::vector<std::string> etags;
    for (std::uint64_t first = 0; first < file->size();) {
        const file::ByteRange part{first, std::min(requests_->settings().part_size, file->size() - first)};
        Call call{.method = "PUT", .key = key, .payload = std::string{unsigned_payload}};
        call.query = {{"partNumber", std::to_string(etags.size() + 1)}, {"uploadId", upload_id}};
        call.body = http::client::FilePart{file, part};
        if (!tls) {
            auto hash = co_await hash_of(file, part, helper_);
            if (!hash) co_return hash.error();
            call.payload = std::move(*hash);
        }
        auto answer = co_await requests_->send(std::move(call));
        // A part is nothing yet, and the same part once more is the same part.
        if (!answer) {
            const bool ours = answer.error().code == errc::internal;
            co_return problem(ours ? errc::internal : errc::unavailable, answer.error().detail);
        }
        answer->perhaps_done = false;
        if (!answer->good()) co_return refusal("sending a part", *answer);
        etags.emplace_back(answer->response.field("etag"));
        if (etags.back().empty()) co_return problem(errc::unavailable, "S3: a part without an ETag");
        first += part.size;
    }
    co_return etags;
}

task<Answer> Uploader::complete(const std::string& key, const std::string& upload_id,
                                const std::vector<std::string>& etags) {
    Call call{.method = "POST", .key = key, .query = {{"uploadId", upload_id}}, .idle = completion_idle};
    std::string document = parts_document(etags);
    call.payload = to_hex(Sha256::of(document));
    call.fields = {{"content-type", "application/xml"}};
    call.body = std::move(document);
    auto answer = co_await send_unless_there(std::move(call));
    if (!answer || !answer->good()) co_return answer;
    // The head may have been sent before it was known how it ends.
    const auto text = co_await answer->response.text(document_limit);
    if (!text) co_return problem(errc::uncertain, "S3: " + text.error().detail);
    if (!is_error(*text)) co_return answer;
    answer->status = 500;
    answer->code = error_code(*text);
    answer->perhaps_done = true;
    co_return answer;
}

task<Answer> Uploader::send_unless_there(Call call) {
    Call plain = call;
    if (conditional_) {
        call.fields.emplace_back("if-none-match", "*");
        auto answer = co_await requests_->send(std::move(call));
        if (!answer || !is_unknown_condition(*answer)) co_return answer;
        conditional_ = false;
    }
    co_return co_await requests_->send(std::move(plain));
}

task<> Uploader::outcome(std::string doing, const std::string& key, const file::FilePtr& file,
                         const Answer& answer) const {
    if (answer.good()) co_return result<>{};
    const bool taken = answer.status == 412;
    // The one who was there first, or before the upload was gone, may have been ourselves.
    if (answer.perhaps_done) {
        const auto there = co_await is_there(key, file);
        if (!there) co_return problem(errc::uncertain, there.error().detail);
        if (*there) co_return result<>{};
    }
    if (taken) co_return problem(errc::conflict, "S3: " + key + " exists");
    co_return refusal(doing, answer);
}

task<bool> Uploader::is_there(const std::string& key, const file::FilePtr& file) const {
    const auto answer = co_await requests_->send({.method = "HEAD", .key = key});
    if (!answer) co_return answer.error();
    if (answer->status == 404) co_return false;
    if (!answer->good()) co_return refusal("HEAD", *answer);
    co_return answer->response.length() == file->size() && answer->response.field(sha256_field) == file->sha256();
}

task<> Uploader::abort(std::string key, std::string upload_id) const {
    const auto answer = co_await requests_->send(
        {.method = "DELETE", .key = std::move(key), .query = {{"uploadId", std::move(upload_id)}}});
    if (!answer) co_return problem(errc::unavailable, answer.error().detail);
    if (!answer->good() && !answer->missing()) co_return refusal("giving up an upload", *answer);
    co_return result<>{};
}

}  // namespace baton::core::store::s3
