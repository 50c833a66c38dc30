#pragma once

#include "core/action/catalog.hpp"
#include "core/base/error.hpp"
#include "core/file/file_store.hpp"
#include "core/session/session.hpp"
#include "core/work/wire/job.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <vector>

namespace baton::core::processing {

/// What a job for a session starts from: its action and the options with the defaults filled in.
struct JobGround {
    const action::ActionDescriptor* action;
    boost::json::object options;
};

/// Errors: unavailable (the action is not installed any more, or not here).
result<JobGround> job_ground(const action::Catalog& catalog, const session::Session& session);

/// The session's uploads as a job's input, or `only` the one of this key, each with what is kept beside it behind it.
/// No other file is asked for. Errors: conflict (one has been replaced since this snapshot, which cannot happen while a
/// submission holds the session).
task<std::vector<work::JobInput>> upload_inputs(file::FileStore& files, const session::Session& session,
                                                std::optional<std::string> only = {});

}  // namespace baton::core::processing
