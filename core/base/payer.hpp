#pragma once

#include "core/base/id.hpp"

#include <cstdint>

namespace baton::core {

/// On whose account something is held: a session's, and by that its API key's.
struct Payer {
    std::uint32_t key = 0;  ///< an access::Owner
    Id session = {};        ///< nil: the key's alone
};

}  // namespace baton::core
