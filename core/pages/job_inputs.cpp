#include "core/pages/job_inputs.hpp"

#include "core/plugin/options_schema.hpp"

#include <utility>

namespace baton::core::pages {

result<JobGround> job_ground(const plugin::Catalog& catalog, const session::Session& session) {
    const plugin::ActionDescriptor* action = catalog.find(session.request->action);
    if (action == nullptr) return problem(errc::internal, "the session's action is not installed");
    auto options = plugin::complete_options(action->options_schema, session.request->extras().options);
    if (!options) return options.error();
    return JobGround{action, std::move(*options)};
}

task<std::vector<work::JobInput>> job_inputs(store::FileStore& files, const session::Session& session) {
    std::vector<work::JobInput> inputs;
    for (const auto& file : session.uploads) {
        auto stored = co_await files.get(file.id);
        // The snapshot is older than the files: a replaced one is gone, and its successor not in it yet.
        if (!stored) co_return problem(errc::conflict, "a file is being replaced");
        inputs.push_back({file.key, file.content_type, file.filename, std::move(stored->blob), file.info});
    }
    co_return inputs;
}

}  // namespace baton::core::pages
