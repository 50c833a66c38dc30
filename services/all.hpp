#pragma once

#include "core/service/service.hpp"

#include <span>

namespace baton::services {

/// The services that this program has beside sessions, in the order in which help shows them.
std::span<const core::service::Kind> all();

}  // namespace baton::services
