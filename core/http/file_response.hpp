#pragma once

#include "core/file/file_reader.hpp"
#include "core/http/reported_body.hpp"
#include "core/http/request.hpp"
#include "core/http/response.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace baton::core::http {

/// A stored file as a download.
struct FileToSend {
    file::FilePtr reader;
    std::string content_type;
    std::string filename;
    ReportedBody::Report sent = {};  ///< told which bytes of the file have left; null: nobody asks
};

/// What a Range field asks of a file of `size` bytes (RFC 9110 §14.1.2; one range only).
struct RangeRequest {
    enum class Kind { whole, part, unsatisfiable } kind = Kind::whole;  ///< whole: none, several, or bad syntax
    file::ByteRange range{};
};
RangeRequest parse_range(std::string_view field, std::uint64_t size);

/// `attachment` with the name in both forms of RFC 6266.
std::string content_disposition(std::string_view filename);

/// Whether an If-None-Match field names this entity tag (with its quotes).
bool etag_matches(std::string_view field, std::string_view etag);

/// 200, 206, 304 or 416, with ETag (the SHA-256) and the headers that keep a download private.
Response file_response(const Request& request, const FileToSend& file);

}  // namespace baton::core::http
