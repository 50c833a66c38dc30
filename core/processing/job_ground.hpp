#pragma once

#include "core/action/catalog.hpp"
#include "core/base/error.hpp"
#include "core/session/session.hpp"

#include <boost/json/object.hpp>

namespace baton::core::processing {

/// What a job for a session starts from: its action and the options with the defaults filled in.
struct JobGround {
    const action::ActionDescriptor* action;
    boost::json::object options;
};

/// Errors: internal (the action is not installed any more).
result<JobGround> job_ground(const action::Catalog& catalog, const session::Session& session);

}  // namespace baton::core::processing
