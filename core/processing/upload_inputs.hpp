#pragma once

#include "core/base/error.hpp"
#include "core/file/file_store.hpp"
#include "core/session/session.hpp"
#include "core/work/wire/job.hpp"

#include <vector>

namespace baton::core::processing {

/// The session's uploads as a job's input, each with what is kept beside it behind it. Errors: conflict (one has been
/// replaced since this snapshot, which cannot happen while a submission holds the session).
task<std::vector<work::JobInput>> upload_inputs(file::FileStore& files, const session::Session& session);

}  // namespace baton::core::processing
