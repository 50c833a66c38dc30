#pragma once

#include "core/session/session.hpp"
#include "core/work/wire/job.hpp"

namespace baton::core::processing {

/// Whose the job is, and what it weighs by what is known of its files and data, which must be in it.
// decision 0012
work::JobShare share_of(const work::Job& job, const session::Session& session);

}  // namespace baton::core::processing
