#pragma once

#include "core/db/database.hpp"
#include "core/session/session_store.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Changes of sessions as statements. Pure: what they find when they run decides what they do, and `made` reads that
/// from their answers.
namespace baton::core::store::sql {

/// A session on its way into its row.
struct SessionRow {
    std::string id;
    std::int64_t version;  ///< the one it is to have
    std::string op;        ///< of this change alone
    std::string owner;
    std::string status;
    std::int64_t deadline;
    std::string record;
};

/// Adds the row if there is none of that id.
db::Statement insert_session(const SessionRow& row);

/// Replaces the row if it is one version behind and nobody has begun to remove a file that the session takes; with it,
/// and only with it, annexes, the list of files and the jobs that remove what is dropped. Run again, they do no more.
std::vector<db::Statement> replace_session(const SessionRow& row, const session::Changes& changes);
/// Whether the row was replaced.
bool was_replaced(const std::vector<db::Answer>& answers, const session::Changes& changes);

/// Removes a session with all that goes with it.
std::vector<db::Statement> remove_session(std::string id);

std::string_view name_of(session::Annex annex);

}  // namespace baton::core::store::sql
