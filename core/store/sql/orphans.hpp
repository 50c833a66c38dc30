#pragma once

#include "core/db/database.hpp"
#include "core/file/object_store.hpp"
#include "core/store/sql/installation.hpp"

#include <cstdint>

namespace baton::core::store::sql {

/// Files that no table names and that are older than a day.
struct Orphans {
    std::uint64_t files = 0;  ///< looked at
    std::uint64_t orphans = 0;
};

/// Looks through all files for those that nobody will ever remove, and has the outbox remove them; if the tables do not
/// know of all files it only counts them. The outbox forgets no file, so there are some only after a loss of power
/// between two of its steps. Errors: those of both stores.
// decision 0103
task<Orphans> sweep_orphans(db::Database& database, file::ObjectStore& objects, Knowledge knowledge);

}  // namespace baton::core::store::sql
