#pragma once

#include "core/base/error.hpp"
#include "core/store/s3/signer.hpp"
#include "core/store/s3/times.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace baton::core::store::s3 {

/// Of the XML that a server answers, what we look at. Nothing larger than this is read.
inline constexpr std::size_t document_limit = std::size_t{4} * 1024 * 1024;

/// One page of ListObjectsV2 or ListMultipartUploads.
struct Page {
    struct Entry {
        std::string key;
        std::string upload;  ///< its id, if it is not finished
        Seconds time{};      ///< when it was changed, or begun
    };
    std::vector<Entry> entries;
    Pairs next;  ///< the parameters that ask for the next page; empty: there is none
};

/// The code of an error's document; empty if it is none. `is_error`: whether the document is one, also without a code.
std::string error_code(std::string_view document);
bool is_error(std::string_view document);

/// Errors: unavailable (not a document that such a request is answered with).
result<Page> parse_objects(std::string_view document);
result<Page> parse_uploads(std::string_view document);
result<std::string> parse_upload_id(std::string_view document);

/// What CompleteMultipartUpload is sent: the parts' ETags in order.
std::string parts_document(const std::vector<std::string>& etags);

}  // namespace baton::core::store::s3
