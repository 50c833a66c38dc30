#pragma once

#include "core/service/group.hpp"

namespace baton::core::service {

/// Runs a process of services without sessions, until SIGTERM or SIGINT: then nobody is let in any more, and requests
/// in hand have five seconds. Ends the group and `resources`. `loops`: event loops. Errors: whatever stops the start,
/// as one line.
result<> run_process(Group& group, shared::Resources& resources, unsigned loops);

}  // namespace baton::core::service
