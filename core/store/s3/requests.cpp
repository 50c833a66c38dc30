#include "core/store/s3/requests.hpp"

#include "core/base/hex.hpp"
#include "core/base/id.hpp"
#include "core/base/sha256.hpp"
#include "core/base/tuple_token.hpp"
#include "core/http/client/url.hpp"
#include "core/store/s3/documents.hpp"
#include "core/store/s3/times.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>

#include <utility>

namespace baton::core::store::s3 {

namespace {

constexpr std::size_t error_limit = std::size_t{64} * 1024;
/// A clock that was set by less is not why a server refuses a time.
constexpr std::chrono::seconds tolerance{60};

/// Another request in the same moment stood in its way: S3 says so of conditional ones, a server whose bucket is a
/// folder of one whose folder was just emptied and removed.
bool met_another(const Answer& answer) {
    return answer.code == "ConditionalRequestConflict" || answer.code == "OperationAborted" ||
           answer.code == "ExistingObjectIsDirectory";
}

bool passes_by(const Answer& answer) {
    const unsigned status = answer.status;
    return status == 429 || status == 500 || (status >= 502 && status <= 504) || answer.code == "RequestTimeout" ||
           answer.code == "SlowDown" || met_another(answer);
}

/// Of a change: whether the server may have made it although it says that it could not.
bool may_be_done(const Answer& answer) {
    return answer.status == 500 || answer.status == 502 || answer.status == 504;
}

/// Half of it to all of it, so that those who were refused together do not come again together.
std::chrono::milliseconds varied(std::chrono::milliseconds pause) {
    const auto half = pause.count() / 2 + 1;
    return std::chrono::milliseconds{half +
                                     static_cast<std::int64_t>(IdHash{}(new_id()) % static_cast<std::size_t>(half))};
}

}  // namespace

Problem refusal(std::string_view doing, const Answer& answer) {
    const bool full = answer.status == 507 || answer.code == "QuotaExceeded" || answer.code == "XMinioStorageFull";
    const errc code = full ? errc::storage_full : answer.perhaps_done ? errc::uncertain : errc::unavailable;
    std::string text = "S3: " + std::string{doing} + ": " + std::to_string(answer.status);
    if (!answer.code.empty()) text += " " + answer.code;
    return problem(code, std::move(text));
}

Requests::Requests(http::client::Client& client, Settings settings) : client_(client), settings_(std::move(settings)) {
    const auto endpoint = http::client::parse_url(settings_.endpoint).value();
    const std::string scheme = endpoint.origin.tls ? "https://" : "http://";
    host_ = settings_.path_style ? endpoint.authority : settings_.bucket + "." + endpoint.authority;
    path_ = settings_.path_style ? "/" + settings_.bucket : "";
    base_ = scheme + host_;
}

task<Answer> Requests::send(Call call) const {
    const bool changes = call.method != "GET" && call.method != "HEAD";
    const auto end = std::chrono::steady_clock::now() + settings_.patience;
    bool perhaps_done = false;
    auto pause = settings_.pause;
    for (int tries = 1;; ++tries) {
        auto answer = co_await try_once(call);
        const bool connection =
            !answer && (answer.error().code == errc::unavailable || answer.error().code == errc::uncertain);
        if (!answer && !connection) co_return problem(errc::internal, "S3: " + answer.error().detail);
        const bool again = connection || passes_by(*answer) || learn_time(*answer);
        const bool lost = connection ? answer.error().code == errc::uncertain : may_be_done(*answer);
        perhaps_done = perhaps_done || (changes && lost);
        const bool last = tries >= call.tries || std::chrono::steady_clock::now() + pause >= end;
        if (connection && last) {
            co_return problem(perhaps_done ? errc::uncertain : errc::unavailable, "S3: " + answer.error().detail);
        }
        if (!again || last) {
            answer->perhaps_done = perhaps_done;
            co_return answer;
        }
        boost::asio::steady_timer timer{co_await boost::asio::this_coro::executor, varied(pause)};
        co_await timer.async_wait(tuple_token);
        pause *= 2;
    }
}

bool Requests::learn_time(const Answer& answer) const {
    if (answer.code != "RequestTimeTooSkewed") return false;
    const auto theirs = parse_http_date(answer.response.field("date"));
    if (!theirs) return false;
    const auto ours = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const std::chrono::seconds ahead = *theirs - ours;
    ahead_ = ahead.count();
    // Only what is new helps.
    return ahead - answer.ahead > tolerance || answer.ahead - ahead > tolerance;
}

task<Answer> Requests::try_once(const Call& call) const {
    const std::string path = path_ + "/" + escaped(call.key, true);
    const std::string query = query_text(call.query);
    SignedParts parts{call.method, path, query, call.fields, call.payload};
    static const std::string nothing = to_hex(Sha256::of(""));
    if (parts.payload.empty()) parts.payload = nothing;
    parts.fields.emplace_back("host", host_);
    http::client::Request request{.method = call.method, .url = base_ + path, .fields = call.fields, .body = call.body};
    if (!query.empty()) request.url += "?" + query;
    const Signatory signatory{settings_.access_key_id, settings_.secret_access_key, settings_.region};
    const std::chrono::seconds ahead{ahead_.load()};
    for (auto& field : sign(parts, signatory, std::chrono::system_clock::now() + ahead)) {
        request.fields.push_back(std::move(field));
    }
    request.deadlines.connect = request.deadlines.handshake = settings_.connect;
    request.deadlines.idle = call.idle.count() > 0 ? call.idle : settings_.idle;
    // `send` repeats it and knows that it did: whether an object exists already must be said of the first try.
    request.repeatable = false;

    auto response = co_await client_.send(std::move(request));
    if (!response) co_return response.error();
    Answer answer{.status = response->status(), .response = std::move(*response), .ahead = ahead};
    if (answer.good() || call.method == "HEAD") co_return answer;
    const auto text = co_await answer.response.text(error_limit);
    if (text) answer.code = error_code(*text);
    co_return answer;
}

}  // namespace baton::core::store::s3
