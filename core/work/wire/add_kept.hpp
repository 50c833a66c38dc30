#pragma once

#include "core/work/wire/job.hpp"

namespace baton::core::work {

/// Puts a file that one run of a job kept among the files of the next, as baton::KeptFile says, in place of the one
/// before.
void add_kept(Job& job, JobKept kept);

}  // namespace baton::core::work
