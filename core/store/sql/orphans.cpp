#include "core/store/sql/orphans.hpp"

#include "core/base/id.hpp"

#include <string>
#include <utility>
#include <vector>

namespace baton::core::store::sql {

namespace {

/// Whatever is under way with a file is over after that.
constexpr std::int64_t day_in_seconds = 24 * 60 * 60;

constexpr auto find_name =
    "SELECT 1 FROM session_file WHERE id = $1 UNION ALL SELECT 1 FROM outbox_job WHERE kind = 'file.remove' AND id = "
    "$1";
constexpr auto remove_nameless =
    "INSERT INTO outbox_job (kind, id, body, due) SELECT 'file.remove', $1, '', baton_now() "
    "WHERE NOT EXISTS (SELECT 1 FROM session_file WHERE id = $1) ON CONFLICT DO NOTHING";

}  // namespace

task<Orphans> sweep_orphans(db::Database& database, file::ObjectStore& objects, Knowledge knowledge) {
    Orphans found;
    std::string next;
    do {
        auto part = co_await objects.list(std::move(next));
        if (!part) co_return part.error();
        std::vector<db::Statement> removals;
        for (const auto& entry : part->entries) {
            ++found.files;
            if (entry.age_seconds < day_in_seconds) continue;
            const std::string name = to_string(entry.name);
            auto named = co_await database.query({find_name, {name}});
            if (!named) co_return named.error();
            if (!named->rows.empty()) continue;
            ++found.orphans;
            removals.push_back({remove_nameless, {name}});
        }
        if (knowledge == Knowledge::whole && !removals.empty()) {
            if (auto done = co_await database.commit(std::move(removals)); !done) co_return done.error();
        }
        next = std::move(part->next);
    } while (!next.empty());
    co_return found;
}

}  // namespace baton::core::store::sql
