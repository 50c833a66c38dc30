#pragma once

#include "core/action/descriptor.hpp"
#include "core/base/error.hpp"
#include "core/work/pool/pool.hpp"
#include "core/work/pool/worker_process.hpp"

#include <memory>
#include <vector>

namespace baton::core::work {

/// Starts `worker` and has it load all plugins of `settings`, under its start deadline. Returns their descriptors in
/// that order if `describe`, else nothing (every worker but the first: the assets are in memory already).
/// Errors: internal, one line that names the plugin; the worker is then lost.
task<std::vector<action::ActionDescriptor>> load_plugins(std::shared_ptr<WorkerProcess> worker,
                                                         const PoolSettings& settings, bool describe);

}  // namespace baton::core::work
