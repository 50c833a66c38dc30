#include "core/db/migrations.hpp"

#include <algorithm>
#include <utility>

namespace baton::core::db {

namespace {

constexpr auto make_table =
    "CREATE TABLE IF NOT EXISTS baton_migration (component text NOT NULL, number bigint NOT NULL, name text NOT NULL, "
    "minimum_reader bigint NOT NULL, applied_at bigint NOT NULL, PRIMARY KEY (component, number))";
constexpr auto read_progress =
    "SELECT component, max(number), max(minimum_reader) FROM baton_migration GROUP BY component";
constexpr auto note_step =
    "INSERT INTO baton_migration (component, number, name, minimum_reader, applied_at) "
    "VALUES ($1, $2, $3, $4, baton_now())";
/// Others may be at the same step; after each of theirs we look again.
constexpr int most_steps = 1000;
constexpr int most_tries = 5;

std::int64_t known_by(const Schema& schema) {
    return static_cast<std::int64_t>(schema.migrations.size());
}

const Schema* find(std::span<const Schema> schemas, std::string_view component) {
    const auto found = std::ranges::find(schemas, component, &Schema::component);
    return found == schemas.end() ? nullptr : &*found;
}

/// The tables as they are.
task<std::vector<Progress>> read(Database& database) {
    auto answer = co_await database.query({read_progress});
    if (!answer) co_return answer.error();
    std::vector<Progress> all;
    for (const auto& row : answer->rows) {
        auto component = text_of(row.at(0));
        auto applied = number_of(row.at(1));
        auto minimum = number_of(row.at(2));
        if (!component) co_return component.error();
        if (!applied) co_return applied.error();
        if (!minimum) co_return minimum.error();
        all.push_back({std::move(*component), *applied, 0, *minimum});
    }
    co_return all;
}

std::vector<Statement> statements_of(const Schema& schema, const Migration& step, Dialect dialect) {
    // First: where somebody else is at it, this waits for them and then fails.
    std::vector<Statement> statements{{note_step,
                                       {std::string{schema.component}, std::int64_t{step.number},
                                        std::string{step.name}, std::int64_t{step.minimum_reader}}}};
    for (const auto sql : step.statements) statements.push_back({sql});
    const auto& more = dialect == Dialect::sqlite ? step.sqlite_only : step.postgres_only;
    for (const auto sql : more) statements.push_back({sql});
    return statements;
}

Problem too_new(const Progress& found) {
    return problem(errc::internal, "the tables of '" + found.component + "' were changed by a newer Baton (step " +
                                       std::to_string(found.applied) + ", this one knows " +
                                       std::to_string(found.known) + "): it needs at least one that knows step " +
                                       std::to_string(found.minimum_reader));
}

/// The next step that is missing; null: there is none.
const Migration* next_step(const std::vector<Progress>& found, const Schema& schema) {
    const auto at = std::ranges::find(found, schema.component, &Progress::component);
    const auto applied = at == found.end() ? 0 : at->applied;
    return applied < known_by(schema) ? &schema.migrations[static_cast<std::size_t>(applied)] : nullptr;
}

/// PostgreSQL lets two who make the same table at once fail, `IF NOT EXISTS` or not.
task<> make_first_table(Database& database) {
    result<> made;
    for (int i = 0; i < most_tries; ++i) {
        std::vector<Statement> table{{make_table}};
        auto done = co_await database.commit(std::move(table));
        made = done ? result<>{} : result<>{done.error()};
        if (made || made.error().code != errc::conflict) break;
    }
    co_return made;
}

task<> bring_up(Database& database, const Schema& schema) {
    for (int i = 0; i < most_steps; ++i) {
        auto found = co_await read(database);
        if (!found) co_return found.error();
        const Migration* step = next_step(*found, schema);
        if (step == nullptr) co_return result<>{};
        auto done = co_await database.commit(statements_of(schema, *step, database.dialect()));
        const bool another_was_faster = !done && done.error().code == errc::conflict;
        if (!done && !another_was_faster) co_return done.error();
    }
    co_return problem(errc::internal, "the tables of '" + std::string{schema.component} + "' change all the time");
}

}  // namespace

task<std::vector<Progress>> progress(Database& database, std::span<const Schema> schemas) {
    auto found = co_await read(database);
    if (!found) co_return found.error();
    for (auto& each : *found) {
        if (const Schema* schema = find(schemas, each.component)) each.known = known_by(*schema);
    }
    for (const auto& schema : schemas) {
        const auto at = std::ranges::find(*found, schema.component, &Progress::component);
        if (at == found->end()) found->push_back({std::string{schema.component}, 0, known_by(schema), 0});
    }
    co_return found;
}

task<> migrate(Database& database, std::span<const Schema> schemas) {
    if (auto made = co_await make_first_table(database); !made) co_return made.error();
    auto before = co_await progress(database, schemas);
    if (!before) co_return before.error();
    for (const auto& each : *before) {
        if (each.known > 0 && each.known < each.minimum_reader) co_return too_new(each);
    }
    for (const auto& schema : schemas) {
        if (auto done = co_await bring_up(database, schema); !done) co_return done.error();
    }
    co_return result<>{};
}

}  // namespace baton::core::db
