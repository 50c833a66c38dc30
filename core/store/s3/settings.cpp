#include "core/store/s3/settings.hpp"

#include "core/base/text.hpp"
#include "core/http/client/url.hpp"

#include <algorithm>
#include <string_view>

namespace baton::core::store::s3 {

namespace {

bool only(std::string_view text, std::string_view others) {
    return std::ranges::all_of(text, [others](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || others.find(c) != std::string_view::npos;
    });
}

constexpr std::string_view capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// Plain segments, each with its slash: what needs no escaping anywhere, and reads the same wherever it is normalised.
bool is_prefix(std::string_view text) {
    if (!text.ends_with('/') || text.starts_with('/') || text.size() > 200) return false;
    if (text.find("//") != std::string_view::npos || text.starts_with('.') ||
        text.find("/.") != std::string_view::npos) {
        return false;
    }
    return only(text, std::string{capitals} + "/._-");
}

}  // namespace

result<void> check_settings(const Settings& settings) {
    const auto wrong = [](std::string_view what) { return problem(errc::internal, std::string{what}); };
    const auto endpoint = http::client::parse_url(settings.endpoint);
    if (!endpoint) return wrong("S3_ENDPOINT: " + endpoint.error().detail);
    if (endpoint->target != "/") return wrong("S3_ENDPOINT: a URL with a path or a query");
    const auto& bucket = settings.bucket;
    if (bucket.size() < 3 || bucket.size() > 63 || !only(bucket, ".-")) return wrong("S3_BUCKET: not a bucket's name");
    if (settings.region.empty() || !only(settings.region, "-")) return wrong("S3_REGION: not a region's name");
    if (!is_prefix(settings.prefix)) return wrong("S3_PREFIX: must be plain segments and end with a slash");
    if (settings.access_key_id.empty() || !only(settings.access_key_id, std::string{capitals} + "._-")) {
        return wrong("S3_ACCESS_KEY_ID: not an access key's id");
    }
    if (settings.secret_access_key.empty() || has_control_characters(settings.secret_access_key)) {
        return wrong("S3_SECRET_ACCESS_KEY: missing, or with a line break in it");
    }
    return {};
}

bool over_tls(const Settings& settings) {
    return settings.endpoint.starts_with("https:");
}

}  // namespace baton::core::store::s3
