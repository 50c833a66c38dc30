#pragma once

#include "core/base/id.hpp"

#include <cstdint>

namespace baton::core {

/// On whose account something is held: a session's, and by that its API key's.
struct Payer {
    std::uint32_t key = 0;  ///< an access::Owner
    Id session = {};        ///< nil: the key's alone
    /// Bytes that the session's record says it has; for who counts what is stored by records.
    std::uint64_t held = 0;
};

}  // namespace baton::core
