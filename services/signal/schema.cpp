#include "services/signal/schema.hpp"

namespace baton::services::signal {

namespace {

constexpr auto sessions =
    "CREATE TABLE signal_session (code text NOT NULL PRIMARY KEY, origin text NOT NULL, topic text NOT NULL, "
    "info text NOT NULL, offer text NOT NULL, answer text, created_at bigint NOT NULL, expires_at bigint NOT NULL, "
    "offerer_candidates bigint NOT NULL DEFAULT 0, answerer_candidates bigint NOT NULL DEFAULT 0)";
// All that lists choose by, so that nobody reads texts in order to leave them out.
constexpr auto sessions_in_lists =
    "CREATE INDEX signal_session_list ON signal_session (origin, topic, created_at, expires_at, code) "
    "WHERE answer IS NULL";
constexpr auto sessions_of_origin = "CREATE INDEX signal_session_origin ON signal_session (origin, expires_at)";
constexpr auto sessions_that_end = "CREATE INDEX signal_session_end ON signal_session (expires_at)";
constexpr auto candidates =
    "CREATE TABLE signal_candidate (code text NOT NULL, side bigint NOT NULL, number bigint NOT NULL, "
    "candidate text NOT NULL, expires_at bigint NOT NULL, PRIMARY KEY (code, side, number))";
constexpr auto candidates_that_end = "CREATE INDEX signal_candidate_end ON signal_candidate (expires_at)";
// Whoever changes a row holds up others who do, until the end of the transaction: 64 for origins, one for all.
constexpr auto turns = "CREATE TABLE signal_turn (number bigint NOT NULL PRIMARY KEY, taken bigint NOT NULL)";
constexpr auto first_turns =
    "INSERT INTO signal_turn (number, taken) WITH RECURSIVE numbers (number) AS "
    "(SELECT 0 UNION ALL SELECT number + 1 FROM numbers WHERE number < 64) SELECT number, 0 FROM numbers";
// By code point, as SQLite sorts, whatever the database's own collation is.
constexpr auto by_code_point = "ALTER TABLE signal_session ALTER COLUMN topic TYPE text COLLATE \"C\"";

}  // namespace

const core::db::Schema& schema() {
    static const core::db::Schema schema{
        "signal",
        {{.number = 1,
          .name = "sessions",
          .minimum_reader = 1,
          .statements = {sessions, sessions_in_lists, sessions_of_origin, sessions_that_end, candidates,
                         candidates_that_end, turns, first_turns},
          .postgres_only = {by_code_point}}}};
    return schema;
}

}  // namespace baton::services::signal
