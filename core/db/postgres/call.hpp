#pragma once

#include "core/db/database.hpp"
#include "core/db/postgres/sqlstate.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace baton::core::db::postgres {

/// How an attempt to have a call answered ended.
enum class End : std::uint8_t {
    answered,  ///< all statements, and the transaction is kept
    refused,   ///< by the server; nothing is kept
    doubtful,  ///< kept, but perhaps not by the standby that the server should have waited for
    lost,      ///< the connection broke after something was sent
    silent,    ///< no answer in time after something was sent
    waited,    ///< no connection in time; nothing was sent
    crowded,   ///< too many waited already; nothing was sent
    closed,    ///< the database is being closed; nothing was sent
};

/// What an attempt came to.
struct Outcome {
    End end;
    std::vector<Answer> answers;
    Refusal refusal;
};

/// Statements of one caller, and how far they are. Belongs to the caller's coroutine and to the connection that carries
/// it.
struct Call {
    std::vector<Statement> statements;
    bool changes = false;
    std::function<void()> ended;  ///< told when there is an outcome
    std::optional<Outcome> outcome = {};
    std::chrono::steady_clock::time_point sent = {};

    void end(Outcome how) {
        outcome = std::move(how);
        ended();
    }
};

}  // namespace baton::core::db::postgres
