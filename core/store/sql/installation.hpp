#pragma once

#include "core/db/database.hpp"
#include "core/file/object_store.hpp"

namespace baton::core::store::sql {

/// Whether the tables know of all files, so that what they do not name is nobody's. After tables have been restored
/// from a backup they do not: files that came since are somebody's until an operator says otherwise.
enum class Knowledge : std::uint8_t { whole, restored };

/// Makes sure that tables and files belong together, by an id that both have, and counts in both how often it was
/// asked: files with a higher count belong to tables that are newer than these. Ask at each start, and before each
/// sweep. Errors: internal with one line for the operator (the files are another installation's, or in another place),
/// those of both stores.
// decision 0103
task<Knowledge> open_installation(db::Database& database, file::ObjectStore& objects);

/// What is written into a copy of the tables, so that whoever starts on it doubts that they know of all files.
db::Statement doubt_tables();

/// The operator says that the tables are all there is: what they do not name may go.
task<> adopt_files(db::Database& database, file::ObjectStore& objects);

}  // namespace baton::core::store::sql
