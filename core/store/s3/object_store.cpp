#include "core/store/s3/object_store.hpp"

#include "core/store/s3/documents.hpp"
#include "core/store/s3/installation.hpp"
#include "core/store/s3/keys.hpp"
#include "core/store/s3/s3_file.hpp"

#include <algorithm>
#include <utility>

namespace baton::core::store::s3 {

namespace {

/// A listing's document and the time it was made at, by the server's clock.
struct Document {
    std::string text;
    Seconds made{};
};

task<Document> fetch(const Requests& requests, Call call, std::string_view doing) {
    auto answer = co_await requests.send(std::move(call));
    if (!answer) co_return answer.error();
    if (!answer->good()) co_return refusal(doing, *answer);
    const auto made = parse_http_date(answer->response.field("date"));
    // Ages by our own clock would let a sweep take what is new.
    if (!made) co_return problem(errc::unavailable, "S3: an answer without a date");
    auto text = co_await answer->response.text(document_limit);
    if (!text) co_return problem(errc::unavailable, "S3: " + text.error().detail);
    co_return Document{std::move(*text), *made};
}

std::int64_t age(Seconds made, Seconds then) {
    return std::max<std::int64_t>(0, (made - then).count());
}

}  // namespace

result<std::shared_ptr<S3ObjectStore>> S3ObjectStore::make(http::client::Client& client, Settings settings,
                                                           boost::asio::any_io_executor helper,
                                                           Uploader::LeftBehind left_behind) {
    if (auto checked = check_settings(settings); !checked) return checked.error();
    return std::make_shared<S3ObjectStore>(client, std::move(settings), std::move(helper), std::move(left_behind));
}

S3ObjectStore::S3ObjectStore(http::client::Client& client, Settings settings, boost::asio::any_io_executor helper,
                             Uploader::LeftBehind left_behind)
    : requests_(std::make_shared<const Requests>(client, std::move(settings))),
      uploader_(requests_, std::move(helper), std::move(left_behind)) {}

std::string S3ObjectStore::key(Id name) const {
    return key_of(requests_->settings().prefix, name);
}

task<> S3ObjectStore::put(Id name, file::FilePtr bytes) {
    return uploader_.put(key(name), std::move(bytes));
}

task<file::FilePtr> S3ObjectStore::get(file::Object object) {
    std::string place = key(object.name);
    return S3File::open(requests_, std::move(place), std::move(object));
}

task<> S3ObjectStore::remove(Id name) {
    const auto answer = co_await requests_->send({.method = "DELETE", .key = key(name)});
    if (!answer) co_return answer.error();
    if (!answer->good() && !answer->missing()) co_return refusal("DELETE", *answer);
    co_return result<>{};
}

task<std::string> S3ObjectStore::marker() {
    return read_installation(*requests_);
}

task<> S3ObjectStore::set_marker(std::string text) {
    return write_installation(*requests_, std::move(text));
}

task<file::Listing> S3ObjectStore::list(std::string next) {
    const auto& prefix = requests_->settings().prefix;
    Call call{.query = {{"list-type", "2"}, {"encoding-type", "url"}, {"prefix", files_prefix(prefix)}}};
    if (!next.empty()) call.query.emplace_back("continuation-token", std::move(next));
    const auto document = co_await fetch(*requests_, std::move(call), "listing");
    if (!document) co_return document.error();
    auto page = parse_objects(document->text);
    if (!page) co_return page.error();
    file::Listing listing;
    for (const auto& entry : page->entries) {
        if (const auto name = parse_key(prefix, entry.key)) {
            listing.entries.push_back({*name, age(document->made, entry.time)});
        }
    }
    if (!page->next.empty()) listing.next = std::move(page->next.front().second);
    co_return listing;
}

task<std::vector<S3ObjectStore::Unfinished>> S3ObjectStore::unfinished(std::size_t most_pages) {
    const auto& prefix = requests_->settings().prefix;
    std::vector<Unfinished> found;
    Pairs next;
    for (std::size_t pages = 0; pages < most_pages; ++pages) {
        Call call{.query = {{"uploads", ""}, {"encoding-type", "url"}, {"prefix", files_prefix(prefix)}}};
        call.query.insert(call.query.end(), next.begin(), next.end());
        const auto document = co_await fetch(*requests_, std::move(call), "listing uploads");
        if (!document) co_return document.error();
        auto page = parse_uploads(document->text);
        if (!page) co_return page.error();
        for (auto& entry : page->entries) {
            const auto name = parse_key(prefix, entry.key);
            if (name) found.push_back({*name, std::move(entry.upload), age(document->made, entry.time)});
        }
        next = std::move(page->next);
        if (next.empty()) break;
    }
    co_return found;
}

}  // namespace baton::core::store::s3
