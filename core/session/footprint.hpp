#pragma once

#include "core/session/session.hpp"

#include <cstdint>

namespace baton::core::session {

/// What a session takes of memory beside its files and annexes, in bytes: what it was asked for with, what it knows of
/// its files, and itself with its places in tables. An estimate that errs upwards; pure.
// decision 0015
std::uint64_t footprint(const Session& session);

}  // namespace baton::core::session
