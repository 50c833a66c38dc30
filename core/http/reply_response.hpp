#pragma once

#include "core/file/file_reader.hpp"
#include "core/http/response.hpp"

#include <boost/json/object.hpp>

#include <string_view>

namespace baton::core::http {

/// A file that an answer carries beside its JSON.
struct ReplyFile {
    file::FilePtr reader;           ///< null: JSON only
    std::string_view content_type;  ///< a plugin's choice: nothing in the file may run in a browser
};

/// An answer of JSON, or, if there is a file, of its bytes with the JSON in the header `Baton-Reply`. Not kept by
/// caches. Errors: internal (over 8 KiB of JSON beside a file).
result<Response> reply_response(const boost::json::object& reply, const ReplyFile& file);

}  // namespace baton::core::http
