#include "core/processing/upload_inputs.hpp"

#include <utility>

namespace baton::core::processing {

task<std::vector<work::JobInput>> upload_inputs(file::FileStore& files, const session::Session& session) {
    std::vector<work::JobInput> inputs;
    for (const auto& file : session.uploads) {
        auto stored = co_await files.get(file.id);
        // The snapshot is older than the files: a replaced one is gone, and its successor not in it yet.
        if (!stored) co_return problem(errc::conflict, "a file is being replaced");
        inputs.push_back({file.key, file.content_type, file.filename, std::move(stored->blob), file.info});
    }
    co_return inputs;
}

}  // namespace baton::core::processing
