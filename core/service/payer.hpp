#pragma once

#include "core/base/payer.hpp"
#include "core/http/request.hpp"

namespace baton::core::service {

/// On whose account a body is read that nobody has a key for: its sender's address, so that none takes all the room.
Payer payer_of(const http::Request& request);

/// The same for an answer that is large.
Payer payer_of_answer(const http::Request& request);

}  // namespace baton::core::service
