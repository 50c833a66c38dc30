#pragma once

#include "core/action/descriptor.hpp"
#include "core/base/error.hpp"
#include "core/file/file_store.hpp"
#include "core/http/request.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace baton::core::phone {

/// What an upload form brought.
struct FormUpload {
    std::unique_ptr<file::FileWriter> file;
    std::vector<std::uint32_t> indices;  ///< in the order of the form's
};

/// Where the file goes. `key`: the upload's as far as it is known; an index that comes behind the file counts as 0.
using OpenFile = std::function<std::unique_ptr<file::FileWriter>(const std::string& key)>;

/// The key that the form makes of these indices.
std::string form_key(const action::UploadForm& form, const std::vector<std::uint32_t>& indices);

/// Reads the request's body as `form`; the file's bytes go on as they arrive. `options`: the session's, complete. An
/// index that is missing is 0, parts that the form does not know are ignored.
/// Errors: unsupported_media (no multipart), bad_request (broken), invalid_field (the file is missing, a part is there
/// twice or no index), payload_too_large, whatever the body, the sink and `in_time` return.
task<FormUpload> read_upload_form(http::Request& request, const action::UploadForm& form,
                                  const boost::json::object& options, OpenFile open, std::function<result<>()> in_time);

}  // namespace baton::core::phone
