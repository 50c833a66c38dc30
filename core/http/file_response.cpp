#include "core/http/file_response.hpp"

#include "core/base/ascii.hpp"
#include "core/http/file_body.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

namespace baton::core::http {

namespace {

/// Digits only; a number beyond all sizes is the largest one.
std::optional<std::uint64_t> parse_number(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || end != text.data() + text.size()) return std::nullopt;
    if (error == std::errc::result_out_of_range) return UINT64_MAX;
    return error == std::errc{} ? std::optional{value} : std::nullopt;
}

}  // namespace

RangeRequest parse_range(std::string_view field, std::uint64_t size) {
    using Kind = RangeRequest::Kind;
    if (!iequals(field.substr(0, 6), "bytes=")) return {};
    field = without_ows(field.substr(6));
    const auto dash = field.find('-');
    // Several ranges would need a multipart answer; the whole file is always a correct answer too.
    if (dash == std::string_view::npos || field.find(',') != std::string_view::npos) return {};
    const auto first = parse_number(field.substr(0, dash));
    const auto last = parse_number(field.substr(dash + 1));
    if (dash == 0) {
        if (!last) return {};
        if (*last == 0 || size == 0) return {Kind::unsatisfiable, {}};
        const std::uint64_t count = std::min(*last, size);
        return {Kind::part, {size - count, count}};
    }
    const bool open = dash + 1 == field.size();
    if (!first || (!open && (!last || *last < *first))) return {};
    if (*first >= size) return {Kind::unsatisfiable, {}};
    const std::uint64_t end = open ? size : std::min(*last, size - 1) + 1;
    return {Kind::part, {*first, end - *first}};
}

std::string content_disposition(std::string_view filename) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string plain;
    std::string encoded;
    for (char c : filename) {
        const auto byte = static_cast<unsigned char>(c);
        const bool ascii = byte >= 0x20 && byte < 0x7F && c != '"' && c != '\\' && c != '%';
        if (ascii) {
            plain += c;
        } else if ((byte & 0xC0) != 0x80) {
            plain += '_';
        }
        const bool attribute = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
                               c == '-' || c == '_';
        if (attribute) {
            encoded += c;
        } else {
            encoded.append({'%', digits[byte >> 4], digits[byte & 15]});
        }
    }
    return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded;
}

bool etag_matches(std::string_view field, std::string_view etag) {
    while (!field.empty()) {
        const auto comma = field.find(',');
        std::string_view tag = without_ows(field.substr(0, comma));
        field = comma == std::string_view::npos ? std::string_view{} : field.substr(comma + 1);
        if (tag.starts_with("W/")) tag.remove_prefix(2);
        if (tag == etag || tag == "*") return true;
    }
    return false;
}

Response file_response(const Request& request, const FileToSend& file) {
    const std::string etag = "\"" + file.reader->sha256() + "\"";
    const std::uint64_t size = file.reader->size();
    Response response;
    response.set("ETag", etag).set("Cache-Control", "private, no-store");
    if (etag_matches(request.header(FieldName::if_none_match), etag)) {
        response.status = 304;
        // It is there already, if the client names it: "*" says nothing, and HEAD fetches nothing.
        const bool named = without_ows(request.header(FieldName::if_none_match)) != "*";
        if (file.sent && named && request.method == Verb::get) file.sent(0, size);
        return response;
    }
    RangeRequest wanted;
    const auto if_range = request.header(FieldName::if_range);
    if (request.method == Verb::get && (if_range.empty() || if_range == etag)) {
        wanted = parse_range(request.header(FieldName::range), size);
    }
    if (wanted.kind == RangeRequest::Kind::unsatisfiable) {
        response = problem_response(problem(errc::range_not_satisfiable), request);
        response.set("Content-Range", "bytes */" + std::to_string(size));
        return response;
    }
    response.set("Content-Type", file.content_type).set("Accept-Ranges", "bytes");
    response.set("Content-Disposition", content_disposition(file.filename));
    file::ByteRange range{0, size};
    if (wanted.kind == RangeRequest::Kind::part) {
        range = wanted.range;
        response.status = 206;
        response.set("Content-Range", "bytes " + std::to_string(range.first) + "-" +
                                          std::to_string(range.first + range.size - 1) + "/" + std::to_string(size));
    }
    response.pieces = std::make_unique<FileBody>(file.reader, range);
    if (file.sent) {
        const auto report = [sent = file.sent, begin = range.first](std::uint64_t first, std::uint64_t count) {
            sent(begin + first, count);
        };
        response.pieces = std::make_unique<ReportedBody>(std::move(response.pieces), report);
    }
    return response;
}

}  // namespace baton::core::http
