#include "core/processing/job_ground.hpp"

#include "core/action/options_schema.hpp"

#include <utility>

namespace baton::core::processing {

result<JobGround> job_ground(const action::Catalog& catalog, const session::Session& session) {
    const action::ActionDescriptor* action = catalog.find(session.request->action);
    if (action == nullptr) return problem(errc::internal, "the session's action is not installed");
    auto options = action::complete_options(action->options_schema, session.request->extras().options);
    if (!options) return options.error();
    return JobGround{action, std::move(*options)};
}

}  // namespace baton::core::processing
