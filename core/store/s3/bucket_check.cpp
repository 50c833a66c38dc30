#include "core/store/s3/bucket_check.hpp"

#include "core/base/hex.hpp"
#include "core/base/id.hpp"
#include "core/base/sha256.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace baton::core::store::s3 {

namespace {

struct Known {
    std::string_view code;
    std::string_view meaning;
};
constexpr std::array known_codes{
    Known{"NoSuchBucket", "there is no such bucket (S3_BUCKET)"},
    Known{"InvalidAccessKeyId", "the server does not know the access key (S3_ACCESS_KEY_ID)"},
    Known{"XAdminUserNotFound", "the server does not know the access key (S3_ACCESS_KEY_ID)"},
    Known{"SignatureDoesNotMatch", "the secret does not belong to the access key (S3_SECRET_ACCESS_KEY)"},
    Known{"RequestTimeTooSkewed", "this machine's clock and the server's differ too much"},
    Known{"AuthorizationHeaderMalformed", "the bucket is in another region (S3_REGION)"},
    Known{"PermanentRedirect", "the bucket is at another endpoint (S3_ENDPOINT, S3_REGION)"},
};

/// Why nothing can be done with the bucket; empty if the code says nothing of the kind.
std::string meaning(const Answer& answer) {
    const auto known = std::ranges::find(known_codes, answer.code, &Known::code);
    if (known == known_codes.end()) return {};
    return std::string{known->meaning} + ": " + std::to_string(answer.status) + " " + answer.code;
}

Problem wrong(const Requests& requests, std::string_view what) {
    const auto& settings = requests.settings();
    return problem(errc::unavailable,
                   "S3: bucket " + settings.bucket + " at " + settings.endpoint + ": " + std::string{what});
}

std::string unreachable(const Problem& why) {
    constexpr std::string_view begin = "S3: ";
    return "cannot be reached: " + why.detail.substr(why.detail.starts_with(begin) ? begin.size() : 0);
}

std::string said(const Answer& answer) {
    return ": " + std::to_string(answer.status) + (answer.code.empty() ? "" : " " + answer.code);
}

/// Why the probe could not be written: who may look into the bucket is one who may only read.
task<> cannot_write(const Requests& requests, const Answer& refused) {
    if (auto why = meaning(refused); !why.empty()) co_return wrong(requests, why);
    if (refused.status != 403) co_return wrong(requests, "cannot be written" + said(refused));
    const auto looked = co_await requests.send(
        {.query = {{"list-type", "2"}, {"max-keys", "1"}, {"prefix", requests.settings().prefix}}});
    if (!looked) co_return wrong(requests, unreachable(looked.error()));
    if (auto why = meaning(*looked); !why.empty()) co_return wrong(requests, why);
    const std::string_view what = looked->good() ? "can be read, but not written" : "no right to use it";
    co_return wrong(requests, std::string{what} + said(refused));
}

}  // namespace

task<> check_bucket(const Requests& requests) {
    const std::string key = requests.settings().prefix + "check/" + to_string(new_id());
    const std::string text = "baton";
    Call put{.method = "PUT", .key = key, .body = text, .payload = to_hex(Sha256::of(text))};
    const auto written = co_await requests.send(std::move(put));
    if (!written) co_return wrong(requests, unreachable(written.error()));
    if (!written->good()) co_return co_await cannot_write(requests, *written);

    auto got = co_await requests.send({.key = key});
    if (!got) co_return wrong(requests, unreachable(got.error()));
    if (!got->good()) co_return wrong(requests, "can be written, but not read" + said(*got));
    const auto read = co_await got->response.text(text.size());
    if (!read || *read != text) co_return wrong(requests, "does not keep what is written");

    const auto removed = co_await requests.send({.method = "DELETE", .key = key});
    if (!removed) co_return wrong(requests, unreachable(removed.error()));
    if (!removed->good()) co_return wrong(requests, "nothing can be removed from it" + said(*removed));
    const auto listed = co_await requests.send(
        {.query = {{"list-type", "2"}, {"max-keys", "1"}, {"prefix", requests.settings().prefix}}});
    if (!listed) co_return wrong(requests, unreachable(listed.error()));
    if (!listed->good()) co_return wrong(requests, "cannot be listed" + said(*listed));
    co_return result<>{};
}

}  // namespace baton::core::store::s3
