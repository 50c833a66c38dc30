#include "core/store/s3/s3_file.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace baton::core::store::s3 {

namespace {

/// Who reads less at once than this wants no more: downloads and copies read larger pieces, one after the other.
constexpr std::uint64_t sequential = 64 * 1024;
constexpr int most_breaks = 3;

/// `range` of the object: all of it is asked for without saying so. Errors: not_found, unavailable.
task<Stream> open_stream(const Requests& requests, const std::string& key, std::uint64_t size, file::ByteRange range) {
    Call call{.key = key};
    const bool whole = range.first == 0 && range.size == size;
    const std::uint64_t end = range.first + range.size;
    if (!whole) {
        call.fields.emplace_back("range", "bytes=" + std::to_string(range.first) + "-" + std::to_string(end - 1));
    }
    auto answer = co_await requests.send(std::move(call));
    if (!answer) co_return answer.error();
    if (answer->missing()) co_return problem(errc::not_found, "S3: " + key + " is not there");
    if (!answer->good()) co_return refusal("GET", *answer);
    if (answer->status != (whole ? 200u : 206u) || answer->response.length() != range.size) {
        co_return problem(errc::not_found, "S3: " + key + " is not as long as it should be");
    }
    co_return Stream{std::move(answer->response), {}, range.first, end};
}

/// At least a byte of what comes next. Errors: unavailable.
task<std::size_t> read_some(Stream& stream, std::span<std::byte> buffer) {
    if (stream.piece.empty()) {
        const auto next = co_await stream.response.next();
        if (!next) co_return next.error();
        if (next->empty()) co_return problem(errc::unavailable, "S3: an answer that ends early");
        stream.piece = *next;
    }
    const auto size = std::min(stream.piece.size(), buffer.size());
    std::memcpy(buffer.data(), stream.piece.data(), size);
    stream.piece = stream.piece.subspan(size);
    stream.at += size;
    co_return size;
}

}  // namespace

task<file::FilePtr> S3File::open(std::shared_ptr<const Requests> requests, std::string key, file::Object object) {
    auto stream = co_await open_stream(*requests, key, object.size, {0, object.size});
    if (!stream) co_return stream.error();
    co_return std::make_shared<const S3File>(std::move(requests), std::move(key), std::move(object),
                                             std::move(*stream));
}

S3File::S3File(std::shared_ptr<const Requests> requests, std::string key, file::Object object, Stream stream)
    : requests_(std::move(requests)), key_(std::move(key)), object_(std::move(object)) {
    keep(std::move(stream));
}

task<std::size_t> S3File::read(std::uint64_t first, std::span<std::byte> buffer) const {
    if (first >= size()) co_return std::size_t{0};
    buffer = buffer.first(static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size(), size() - first)));
    auto stream = take(first);
    std::size_t done = 0;
    int breaks = 0;
    while (done < buffer.size()) {
        if (!stream || stream->at == stream->end) {
            const std::uint64_t wanted = buffer.size() - done;
            const std::uint64_t rest = buffer.size() < sequential ? wanted : size() - first - done;
            auto opened = co_await open_stream(*requests_, key_, size(), {first + done, rest});
            if (!opened) co_return opened.error();
            stream = std::move(*opened);
        }
        const auto got = co_await read_some(*stream, buffer.subspan(done));
        if (got) {
            done += *got;
        } else {
            stream.reset();
            if (++breaks == most_breaks) co_return got.error();
        }
    }
    if (stream) keep(std::move(*stream));
    co_return done;
}

std::optional<Stream> S3File::take(std::uint64_t at) const {
    const std::lock_guard lock{mutex_};
    if (!open_ || open_->at != at) return std::nullopt;
    return std::exchange(open_, std::nullopt);
}

void S3File::keep(Stream stream) const {
    if (stream.at == stream.end) return;
    const std::lock_guard lock{mutex_};
    open_ = std::move(stream);
}

}  // namespace baton::core::store::s3
