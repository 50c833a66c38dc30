#pragma once

#include "core/db/database.hpp"
#include "core/db/postgres/libpq.hpp"
#include "core/db/postgres/sqlstate.hpp"

namespace baton::core::db::postgres {

/// A result as the interface's rows: smallint, integer, bigint and boolean are numbers, and so is a numeric without a
/// fraction (the sum of bigints), if it fits; all else is text.
Answer answer_of(const Libpq& pq, PGresult& result);

/// Why a statement was refused.
Refusal refusal_of(const Libpq& pq, const PGresult& result);

/// Whether the driver can send the statement. Errors: internal (a text has a zero byte, which PostgreSQL has no place
/// for; too many parameters).
result<> check(const Statement& statement);

/// Sends the statement, unnamed, with its parameters as text. False: the connection is lost.
bool send(const Libpq& pq, PGconn* connection, const Statement& statement);

}  // namespace baton::core::db::postgres
