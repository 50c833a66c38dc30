#include "core/processing/job_ground.hpp"

#include "core/action/options_schema.hpp"

#include <string>
#include <utility>

namespace baton::core::processing {

namespace {

/// `made_from`: see JobInput.
task<work::JobInput> input_of(file::FileStore& files, const session::File& file, std::string made_from) {
    auto stored = co_await files.get(file.object());
    // The snapshot is older than the files: a replaced one is gone, and its successor not in it yet.
    const bool gone = !stored && stored.error().code == errc::not_found;
    if (gone) co_return problem(errc::conflict, "a file is being replaced");
    if (!stored) co_return stored.error();
    co_return work::JobInput{file.key,           file.content_type, file.filename,
                             std::move(*stored), file.info,         std::move(made_from)};
}

}  // namespace

result<JobGround> job_ground(const action::Catalog& catalog, const session::Session& session) {
    const action::ActionDescriptor* action = catalog.find(session.spec->action);
    if (action == nullptr) return problem(errc::unavailable, "the session's action is not installed");
    auto options = action::complete_options(action->options_schema, session.spec->extras().options);
    if (!options) return options.error();
    return JobGround{action, std::move(*options)};
}

task<std::vector<work::JobInput>> upload_inputs(file::FileStore& files, const session::Session& session,
                                                std::optional<std::string> only) {
    std::vector<work::JobInput> inputs;
    for (const auto& upload : session.uploads) {
        if (only && upload.file.key != *only) continue;
        auto input = co_await input_of(files, upload.file, "");
        if (!input) co_return input.error();
        inputs.push_back(std::move(*input));
        if (!upload.kept) continue;
        auto kept = co_await input_of(files, *upload.kept, upload.file.key);
        if (!kept) co_return kept.error();
        inputs.push_back(std::move(*kept));
    }
    co_return inputs;
}

}  // namespace baton::core::processing
