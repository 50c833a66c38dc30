#pragma once

#include "core/service/service.hpp"

namespace baton::services::signal {

/// Peer signalling: peers of one web application find each other by topic and exchange the few strings that set up a
/// direct connection. Source: the Rondevu server's API, of which it serves the clients.
core::service::Kind kind();

}  // namespace baton::services::signal
