#include "core/store/s3/installation.hpp"

#include "core/base/hex.hpp"
#include "core/base/sha256.hpp"

#include <utility>

namespace baton::core::store::s3 {

namespace {

constexpr std::size_t id_limit = 200;

std::string marker(const Requests& requests) {
    return requests.settings().prefix + "installation";
}

}  // namespace

task<std::string> read_installation(const Requests& requests) {
    auto answer = co_await requests.send({.key = marker(requests)});
    if (!answer) co_return answer.error();
    if (answer->missing()) co_return std::string{};
    if (!answer->good()) co_return refusal("reading the installation's marker", *answer);
    auto text = co_await answer->response.text(id_limit);
    if (!text) co_return problem(errc::unavailable, "S3: the installation's marker: " + text.error().detail);
    co_return std::move(*text);
}

task<> write_installation(const Requests& requests, std::string text) {
    Call call{.method = "PUT", .key = marker(requests), .fields = {{"content-type", "text/plain"}}};
    call.payload = to_hex(Sha256::of(text));
    call.body = std::move(text);
    const auto answer = co_await requests.send(std::move(call));
    if (!answer) co_return answer.error();
    if (!answer->good()) co_return refusal("writing the installation's marker", *answer);
    co_return result<>{};
}

}  // namespace baton::core::store::s3
