#pragma once

#include "core/action/descriptor.hpp"
#include "core/base/error.hpp"
#include "core/file/file_store.hpp"
#include "core/processing/job_ground.hpp"
#include "core/session/session.hpp"
#include "core/work/wire/job.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace baton::core::processing {

// What calls of an operation by the phone and by the backend have in common.

inline constexpr std::size_t kArgumentsLimit = 64 * 1024;

/// The arguments that a body of at most `kArgumentsLimit` bytes gives; none is an empty object. Errors: malformed_json.
result<boost::json::object> parse_arguments(std::string_view text);

/// The job of a call: the session's files, format and options. Errors: conflict (a file is being replaced).
task<work::Job> operation_job(file::FileStore& files, const session::Session& session, JobGround ground,
                              std::string operation, boost::json::object arguments);

/// The file of a reply, counted as the session's for as long as somebody holds it; without a blob if it has none.
/// Errors: session_quota_exceeded, storage_full.
task<work::JobOutput> reply_file(file::FileStore& files, const session::Session& session, const work::JobReply& reply);

}  // namespace baton::core::processing
