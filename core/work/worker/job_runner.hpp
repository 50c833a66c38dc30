#pragma once

#include "core/file/blob.hpp"
#include "core/plugin/loader.hpp"
#include "core/work/wire/answer_messages.hpp"
#include "core/work/wire/job_messages.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace baton::core::work {

/// A job's end and the bytes of its outputs, those to be kept behind the others.
struct Finished {
    JobAnswer answer;
    std::vector<std::vector<std::byte>> files;
};

/// Runs jobs on this worker's plugins. Whatever a plugin throws becomes `processing_failed`.
class JobRunner {
public:
    explicit JobRunner(std::vector<plugin::LoadedPlugin> plugins);

    /// `inputs` are the files' descriptors, one for each of `request.files`; mapped for the time of the call.
    Finished run(const JobRequest& request, std::vector<file::Fd> inputs);

    /// Tells every plugin that the worker ends.
    void shutdown();

private:
    const action::Registration* find(std::string_view action) const;

    std::vector<plugin::LoadedPlugin> plugins_;
};

}  // namespace baton::core::work
