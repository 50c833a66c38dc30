#include "core/http/reply_response.hpp"

#include "core/http/file_body.hpp"

#include <boost/json/serialize.hpp>

#include <array>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>

namespace baton::core::http {

namespace json = boost::json;

namespace {

constexpr std::size_t reply_limit = 8 * 1024;  // of the JSON beside a file; it travels in a header

/// JSON in ASCII, fit for a header: everything else as \u escapes.
std::string ascii_json(const json::object& value) {
    const std::string text = json::serialize(value);
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        if (lead < 0x80) {
            out += text[i++];
            continue;
        }
        const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        std::uint32_t code = lead & (0xFFu >> (length + 1));
        for (std::size_t k = 1; k < length && i + k < text.size(); ++k) {
            code = (code << 6) | (static_cast<unsigned char>(text[i + k]) & 0x3F);
        }
        i += length;
        const auto escape = [&](std::uint32_t unit) {
            std::array<char, 8> digits{};
            std::snprintf(digits.data(), digits.size(), "\\u%04x", unit);
            out += digits.data();
        };
        if (code >= 0x10000) escape(0xD800 + ((code - 0x10000) >> 10));
        escape(code >= 0x10000 ? 0xDC00 + ((code - 0x10000) & 0x3FF) : code);
    }
    return out;
}

}  // namespace

result<Response> reply_response(const json::object& reply, const ReplyFile& file) {
    if (!file.reader) return json_response(200, reply).set("Cache-Control", "no-store");
    const std::string described = ascii_json(reply);
    if (described.size() > reply_limit) return problem(errc::internal, "the operation's reply is too large");
    Response response;
    response.set("Content-Type", file.content_type)
        .set("Content-Security-Policy", "sandbox; default-src 'none'")
        .set("Cache-Control", "no-store")
        .set("Baton-Reply", described);
    response.pieces = std::make_unique<FileBody>(file.reader, file::ByteRange{0, file.reader->size()});
    return response;
}

}  // namespace baton::core::http
