#pragma once

#include "core/base/json_writer.hpp"
#include "core/session/session.hpp"

#include <string>

/// A session's results as JSON, in the one form that backends and phones see.
namespace baton::core::session {

/// The array of result files: `[{download_id, content_type, filename, size, sha256}]`.
void write_items(JsonWriter& json, const Session& session);

/// What the phone is told that submitted: `{"status", "items"}`; the original's front ends read only `{"items"}`.
std::string accepted_json(const Session& session);
std::string items_json(const Session& session);

}  // namespace baton::core::session
