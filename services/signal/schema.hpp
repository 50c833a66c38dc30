#pragma once

#include "core/db/migrations.hpp"

namespace baton::services::signal {

/// The tables of peer signalling:
///
///     signal_session    a row per session; texts are JSON strings, `origin` is the SHA-256 of the header's bytes,
///     times
///                       are nanoseconds of the database's clock, and each counter is how many candidates came of a
///                       side
///     signal_candidate  a row per candidate, numbered from 1 in each side of a session; ends with its session
///     signal_turn       rows that are taken by those who must count one after the other
const core::db::Schema& schema();

}  // namespace baton::services::signal
