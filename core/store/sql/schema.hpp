#pragma once

#include "core/db/migrations.hpp"

#include <string_view>

namespace baton::core::store::sql {

/// The tables of sessions, for people with `sqlite3` or `psql` too:
///
///     session        one row a session: its record (session_record.hpp), and what is asked for without reading that
///     session_annex  drafts and retained data
///     session_file   which session has which file; what is in no row here is nobody's
///     session_store  whose files these are, and how often the tables were opened
///
/// Deadlines are nanoseconds since 1970 by the database's clock. `op` is the change that made a session what it is: by
/// it a writer whose answer was lost recognises its own.
// decision 0101
const db::Schema& schema();

/// The kind of the outbox's jobs that remove a file; their id is the file's name.
inline constexpr std::string_view remove_file_job = "file.remove";

}  // namespace baton::core::store::sql
