#pragma once

#include "core/base/error.hpp"
#include "core/work/wire/job.hpp"

namespace baton::core::work {

/// Where jobs are done: all that those who hand them out know of workers. `Pool` is the one of the server.
class Jobs {
public:
    virtual ~Jobs() = default;

    /// Does a job and resumes on the caller's executor.
    /// Errors: what the plugin answered (invalid_field or bad_request, forbidden, unsupported_media, picture_too_large,
    /// processing_failed); processing_failed also when the worker crashed, hung or hit a limit;
    /// session_quota_exceeded when it made more than a session holds; overloaded when too many wait; shutting_down;
    /// those of file::FileReader::read.
    virtual task<JobReply> run(Job job) = 0;
};

}  // namespace baton::core::work
