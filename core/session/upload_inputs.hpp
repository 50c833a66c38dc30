#pragma once

#include "core/error.hpp"
#include "core/session/session.hpp"
#include "core/store/file_store.hpp"
#include "core/work/job.hpp"

#include <vector>

namespace baton::core::session {

/// The session's uploads as a job's input. Errors: conflict (one has been replaced since this snapshot, which cannot
/// happen while a submission holds the session).
task<std::vector<work::JobInput>> upload_inputs(store::FileStore& files, const Session& session);

}  // namespace baton::core::session
