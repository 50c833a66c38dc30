#pragma once

#include "core/base/error.hpp"
#include "core/file/file_store.hpp"
#include "core/http/request.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace baton::core::phone {

/// An item of `POST /s/:id/result`, its data decoded into the file store.
struct ResultItem {
    std::string filename;
    std::unique_ptr<file::FileWriter> writer;
};

/// Where each item's bytes go.
using OpenItem = std::function<std::unique_ptr<file::FileWriter>()>;

/// Reads `{"items":[{"content_type","filename","data":<base64>}]}` piece by piece: JSON and base64 are decoded as they
/// arrive, so a body never lies in memory as a whole. `in_time` is asked for every piece.
/// Errors: malformed_json; invalid_field (shape, unknown fields, bad base64, no items); whatever the body source, the
/// writers and `in_time` return.
task<std::vector<ResultItem>> read_result_body(http::BodySource& body, OpenItem open,
                                               std::function<result<>()> in_time);

}  // namespace baton::core::phone
