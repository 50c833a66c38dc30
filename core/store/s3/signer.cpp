#include "core/store/s3/signer.hpp"

#include "core/base/hex.hpp"
#include "core/base/sha256.hpp"
#include "core/base/timestamp.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <span>

namespace baton::core::store::s3 {

namespace {

using Bytes = std::span<const unsigned char>;

Bytes bytes_of(std::string_view text) {
    return {reinterpret_cast<const unsigned char*>(text.data()), text.size()};
}

/// HMAC of RFC 2104. Keys are never longer than a block here, but for a secret of somebody's own.
Sha256::Digest hmac(Bytes key, std::string_view text) {
    std::array<unsigned char, 64> block{};
    const auto short_key = Sha256::of(std::as_bytes(key));
    if (key.size() > block.size()) key = short_key;
    std::ranges::copy(key, block.begin());
    auto inner_block = block;
    for (auto& byte : inner_block) byte ^= 0x36;
    for (auto& byte : block) byte ^= 0x5c;
    Sha256 inner;
    inner.update(std::as_bytes(std::span{inner_block}));
    inner.update(text);
    const auto inner_digest = inner.finish();
    Sha256 outer;
    outer.update(std::as_bytes(std::span{block}));
    outer.update(std::as_bytes(std::span{inner_digest}));
    return outer.finish();
}

/// 20240506T070809Z
std::string basic_time(std::chrono::system_clock::time_point at) {
    std::string text = rfc3339(at).substr(0, 19);
    std::erase(text, '-');
    std::erase(text, ':');
    return text + "Z";
}

std::string lower(std::string_view name) {
    std::string text{name};
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
    }
    return text;
}

/// Without spaces at the ends, and one at most elsewhere.
std::string plain_value(std::string_view value) {
    std::string text;
    for (const char c : value) {
        if (c != ' ' || (!text.empty() && text.back() != ' ')) text += c;
    }
    if (text.ends_with(' ')) text.pop_back();
    return text;
}

}  // namespace

std::string escaped(std::string_view text, bool keep_slash) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (letter || c == '-' || c == '.' || c == '_' || c == '~' || (keep_slash && c == '/')) {
            out += c;
        } else {
            out += '%';
            out += digits[byte >> 4];
            out += digits[byte & 15];
        }
    }
    return out;
}

std::string query_text(const Pairs& query) {
    Pairs sorted;
    for (const auto& [name, value] : query) sorted.emplace_back(escaped(name, false), escaped(value, false));
    std::ranges::sort(sorted);
    std::string text;
    for (const auto& [name, value] : sorted) {
        if (!text.empty()) text += '&';
        text.append(name).append("=").append(value);
    }
    return text;
}

Pairs sign(const SignedParts& parts, const Signatory& signatory, std::chrono::system_clock::time_point at) {
    const std::string time = basic_time(at);
    std::map<std::string, std::string> fields;
    for (const auto& [name, value] : parts.fields) fields[lower(name)] = plain_value(value);
    fields["x-amz-date"] = time;
    fields["x-amz-content-sha256"] = parts.payload;

    std::string names;
    std::string request = parts.method + "\n" + parts.path + "\n" + parts.query + "\n";
    for (const auto& [name, value] : fields) {
        if (!names.empty()) names += ';';
        names += name;
        request.append(name).append(":").append(value).append("\n");
    }
    request.append("\n").append(names).append("\n").append(parts.payload);

    const std::string day = time.substr(0, 8);
    const std::string scope = day + "/" + signatory.region + "/s3/aws4_request";
    const std::string to_sign = "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + to_hex(Sha256::of(request));
    auto key = hmac(bytes_of("AWS4" + signatory.secret_access_key), day);
    for (const std::string_view step :
         {std::string_view{signatory.region}, std::string_view{"s3"}, std::string_view{"aws4_request"}}) {
        key = hmac(key, step);
    }
    return {{"x-amz-date", time},
            {"x-amz-content-sha256", parts.payload},
            {"Authorization", "AWS4-HMAC-SHA256 Credential=" + signatory.access_key_id + "/" + scope +
                                  ", SignedHeaders=" + names + ", Signature=" + to_hex(hmac(key, to_sign))}};
}

}  // namespace baton::core::store::s3
