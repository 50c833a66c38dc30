#pragma once

#include "core/error.hpp"
#include "core/http/request.hpp"
#include "core/http/response.hpp"
#include "core/pages/job_ground.hpp"
#include "core/plugin/descriptor.hpp"
#include "core/session/session.hpp"
#include "core/store/file_store.hpp"
#include "core/work/job.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <string>

namespace baton::core::pages {

// What calls of an operation by the phone and by the backend have in common.

inline constexpr std::size_t kArgumentsLimit = 64 * 1024;

/// The request's body as arguments; none is an empty object. Errors: malformed_json, those of `read_all`.
task<boost::json::object> read_arguments(http::Request& request);

/// The job of a call: the session's files, format and options. Errors: conflict (a file is being replaced).
task<work::Job> operation_job(store::FileStore& files, const session::Session& session, JobGround ground,
                              std::string operation, boost::json::object arguments);

/// A reply with a file answers the file's bytes and carries its JSON in the header `Baton-Reply`; any other answers the
/// JSON. Errors: session_quota_exceeded, storage_full, internal (over 8 KiB of JSON beside a file).
task<http::Response> operation_answer(store::FileStore& files, const session::Session& session, work::JobReply reply);

}  // namespace baton::core::pages
