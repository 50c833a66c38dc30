#include "core/store/sql/schema.hpp"

namespace baton::core::store::sql {

namespace {

constexpr auto make_session =
    "CREATE TABLE session (id text NOT NULL PRIMARY KEY, version bigint NOT NULL, op text NOT NULL, owner text NOT "
    "NULL, "
    "status text NOT NULL, deadline bigint NOT NULL, record text NOT NULL)";
constexpr auto make_session_deadline = "CREATE INDEX session_deadline ON session (deadline)";
constexpr auto make_annex =
    "CREATE TABLE session_annex (session text NOT NULL, annex text NOT NULL, owner text NOT NULL, bytes bigint NOT "
    "NULL, "
    "body text NOT NULL, PRIMARY KEY (session, annex))";
constexpr auto make_file =
    "CREATE TABLE session_file (id text NOT NULL PRIMARY KEY, session text NOT NULL, owner text NOT NULL, "
    "bytes bigint NOT NULL)";
constexpr auto make_file_session = "CREATE INDEX session_file_session ON session_file (session)";
constexpr auto make_store =
    "CREATE TABLE session_store (one bigint NOT NULL PRIMARY KEY CHECK (one = 1), installation text NOT NULL, "
    "openings bigint NOT NULL, doubted bigint NOT NULL DEFAULT 0)";
// Most updates leave the indexed columns as they are: room in the page, and they need not touch an index.
constexpr auto leave_room = "ALTER TABLE session SET (fillfactor = 60)";

}  // namespace

const db::Schema& schema() {
    static const db::Schema schema{
        "session",
        {{1,
          "sessions",
          1,
          {make_session, make_session_deadline, make_annex, make_file, make_file_session, make_store},
          {},
          {leave_room}}}};
    return schema;
}

}  // namespace baton::core::store::sql
