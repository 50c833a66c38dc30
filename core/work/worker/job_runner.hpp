#pragma once

#include "core/file/blob.hpp"
#include "core/plugin/loader.hpp"
#include "core/work/wire/protocol.hpp"

#include <string>
#include <vector>

namespace baton::core::work {

/// An answer and the bytes that belong to it, ready to be sent.
struct PackedAnswer {
    std::string text;
    std::vector<file::Fd> files;
};

/// Runs jobs on this worker's plugins. Whatever a plugin throws becomes `processing_failed`.
class JobRunner {
public:
    explicit JobRunner(std::vector<plugin::LoadedPlugin> plugins);

    /// `inputs` are the files' descriptors, one for each of `request.files`; mapped for the time of the call.
    PackedAnswer run(const JobRequest& request, std::vector<file::Fd> inputs);

    /// Tells every plugin that the worker ends.
    void shutdown();

private:
    const action::Registration* find(std::string_view action) const;

    std::vector<plugin::LoadedPlugin> plugins_;
};

}  // namespace baton::core::work
