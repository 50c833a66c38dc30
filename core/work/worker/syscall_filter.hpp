#pragma once

#include "core/base/error.hpp"

namespace baton::core::work {

/// The seccomp filters of the sandbox; see sandbox.hpp for what they mean. They cover every thread of the process and
/// cannot be taken back. Errors: internal (the kernel has no seccomp).
result<void> install_loading_filter();
result<void> install_serving_filter();

}  // namespace baton::core::work
