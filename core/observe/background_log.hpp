#pragma once

#include "core/base/background.hpp"

namespace baton::core::observe {

/// Says in the log that a coroutine in the background failed; what a `background::Group` reports to.
void log_background(const background::Failure& failure);

}  // namespace baton::core::observe
