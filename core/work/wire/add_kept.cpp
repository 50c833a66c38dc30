#include "core/work/wire/add_kept.hpp"

#include <utility>

namespace baton::core::work {

void add_kept(Job& job, JobKept kept) {
    const std::string key = "." + kept.of;
    std::erase_if(job.files, [&](const JobInput& input) { return input.key == key; });
    auto& file = kept.file;
    job.files.push_back(
        {key, std::move(file.content_type), std::move(file.filename), std::move(file.blob), std::move(kept.info)});
}

}  // namespace baton::core::work
