#include "core/work/wire/job.hpp"

#include <utility>

namespace baton::core::work {

void add_kept(Job& job, JobKept kept) {
    std::erase_if(job.files, [&](const JobInput& input) { return input.made_from == kept.of; });
    auto& file = kept.file;
    job.files.push_back({"", std::move(file.content_type), std::move(file.filename), std::move(file.reader),
                         std::move(kept.info), std::move(kept.of)});
}

}  // namespace baton::core::work
