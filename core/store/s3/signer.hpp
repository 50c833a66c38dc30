#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace baton::core::store::s3 {

using Pairs = std::vector<std::pair<std::string, std::string>>;

/// Instead of a payload's hash: whoever carries the request already sees to it that nobody changes it.
inline constexpr std::string_view unsigned_payload = "UNSIGNED-PAYLOAD";

/// Percent-encodes all but RFC 3986's unreserved characters; `keep_slash`: and "/", as in a path.
std::string escaped(std::string_view text, bool keep_slash);

/// A query string with its parameters escaped and in the order that a signature wants.
std::string query_text(const Pairs& query);

/// What is signed of a request.
struct SignedParts {
    std::string method;
    std::string path;     ///< escaped, as it is sent
    std::string query;    ///< as `query_text` gives it
    Pairs fields;         ///< all that must not be changed on the way; `host` among them
    std::string payload;  ///< SHA-256 in hex, or `unsigned_payload`
};

struct Signatory {
    std::string access_key_id;
    std::string secret_access_key;
    std::string region;
};

/// The fields to add to the request: x-amz-date, x-amz-content-sha256, Authorization. AWS Signature Version 4 for the
/// service "s3": https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html. Pure.
// decision 0106
Pairs sign(const SignedParts& parts, const Signatory& signatory, std::chrono::system_clock::time_point at);

}  // namespace baton::core::store::s3
