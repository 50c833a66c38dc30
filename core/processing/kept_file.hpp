#pragma once

#include "core/base/error.hpp"
#include "core/file/file_store.hpp"
#include "core/session/service.hpp"
#include "core/session/session.hpp"
#include "core/work/wire/job.hpp"

namespace baton::core::processing {

/// Keeps a file that an operation made beside its upload; not, and without an error, if that has changed since
/// `session`, whose files the operation had. Errors: processing_failed (`session` has no such upload),
/// session_quota_exceeded, storage_full, session_expired, session_completed.
// decision 0078
task<> keep_file(session::Service& sessions, file::FileStore& files, const session::Session& session,
                 work::JobKept kept);

}  // namespace baton::core::processing
