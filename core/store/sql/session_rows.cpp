#include "core/store/sql/session_rows.hpp"

#include <deque>
#include <mutex>
#include <utility>

namespace baton::core::store::sql {

namespace {

using db::Statement;
using db::Value;

// What depends on the row being replaced asks whether this change has made it what it is.
constexpr auto insert_row =
    "INSERT INTO session (id, version, op, owner, status, deadline, record) VALUES ($1, $2, $3, $4, $5, $6, $7) "
    "ON CONFLICT DO NOTHING";
constexpr auto add_file =
    "INSERT INTO session_file (id, session, owner, bytes) SELECT $1, $2, $3, CAST($4 AS bigint) "
    "WHERE EXISTS (SELECT 1 FROM session WHERE id = $2 AND op = $5) ON CONFLICT DO NOTHING";
constexpr auto drop_file =
    "DELETE FROM session_file WHERE id = $1 AND EXISTS (SELECT 1 FROM session WHERE id = $2 AND op = $3)";
constexpr auto remove_dropped =
    "INSERT INTO outbox_job (kind, id, body, due) SELECT 'file.remove', $1, '', baton_now() "
    "WHERE EXISTS (SELECT 1 FROM session WHERE id = $2 AND op = $3) ON CONFLICT DO NOTHING";
constexpr auto set_annex =
    "INSERT INTO session_annex (session, annex, owner, bytes, body) SELECT $1, $2, $3, CAST($4 AS bigint), $5 "
    "WHERE EXISTS (SELECT 1 FROM session WHERE id = $1 AND op = $6) "
    "ON CONFLICT (session, annex) DO UPDATE SET bytes = excluded.bytes, body = excluded.body";
constexpr auto drop_annex =
    "DELETE FROM session_annex WHERE session = $1 AND annex = $2 "
    "AND EXISTS (SELECT 1 FROM session WHERE id = $1 AND op = $3)";
constexpr auto remove_files =
    "INSERT INTO outbox_job (kind, id, body, due) SELECT 'file.remove', id, '', baton_now() FROM session_file "
    "WHERE session = $1 ON CONFLICT DO NOTHING";
constexpr auto forget_files = "DELETE FROM session_file WHERE session = $1";
constexpr auto forget_annexes = "DELETE FROM session_annex WHERE session = $1";
constexpr auto forget_row = "DELETE FROM session WHERE id = $1";

/// `$first, …` for so many parameters.
std::string places(std::size_t first, std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text.append(i == 0 ? "$" : ", $").append(std::to_string(first + i));
    return text;
}

/// The statement for each number of files, made when it is needed and kept as drivers ask for.
class Texts {
public:
    explicit Texts(std::string (*make)(std::size_t)) : make_(make) {}

    std::string_view of(std::size_t count) {
        const std::lock_guard lock{mutex_};
        while (texts_.size() <= count) texts_.push_back(make_(texts_.size()));
        return texts_[count];
    }

private:
    std::string (*make_)(std::size_t);
    std::mutex mutex_;
    std::deque<std::string> texts_;
};

constexpr std::string_view jobs_of = "kind = 'file.remove' AND id IN (";

/// The jobs that were recorded before the files were put and that nobody has begun are held; `-1` is never seen outside
/// of the transaction, whose lock keeps others from beginning.
std::string hold_jobs_text(std::size_t count) {
    return "UPDATE outbox_job SET attempts = -1 WHERE attempts = 0 AND " + std::string{jobs_of} + places(1, count) +
           ")";
}

/// With the change they are taken back.
std::string take_back_text(std::size_t count) {
    return "DELETE FROM outbox_job WHERE " + std::string{jobs_of} + places(3, count) +
           ") AND EXISTS (SELECT 1 FROM session WHERE id = $1 AND op = $2)";
}

/// Without it they are as they were.
std::string let_jobs_go_text(std::size_t count) {
    return "UPDATE outbox_job SET attempts = 0 WHERE attempts = -1 AND " + std::string{jobs_of} + places(1, count) +
           ")";
}

std::string replace_text(std::size_t files) {
    std::string text =
        "UPDATE session SET version = $3, op = $4, status = $5, deadline = $6, record = $7 WHERE id = $1 AND version = "
        "$2";
    if (files == 0) return text;
    // A job that is gone has been done, and its file with it.
    return text + " AND (SELECT count(*) FROM outbox_job WHERE attempts = -1 AND " + std::string{jobs_of} +
           places(8, files) + ")) = " + std::to_string(files);
}

std::vector<Value> ids_of(const std::vector<session::File>& files) {
    std::vector<Value> ids;
    for (const auto& file : files) ids.emplace_back(to_string(file.id));
    return ids;
}

Statement replace_row(const SessionRow& row, const std::vector<session::File>& takes) {
    static Texts texts{replace_text};
    Statement statement{texts.of(takes.size()),
                        {row.id, row.version - 1, row.version, row.op, row.status, row.deadline, row.record}};
    for (auto& id : ids_of(takes)) statement.parameters.push_back(std::move(id));
    return statement;
}

Statement annex_statement(const SessionRow& row, const session::AnnexChange& change) {
    const std::string annex{name_of(change.annex)};
    if (!change.text) return {drop_annex, {row.id, annex, row.op}};
    const auto bytes = static_cast<std::int64_t>(change.text->size());
    return {set_annex, {row.id, annex, row.owner, bytes, *change.text, row.op}};
}

}  // namespace

std::string_view name_of(session::Annex annex) {
    switch (annex) {
        case session::Annex::draft:
            return "draft";
        case session::Annex::retained:
            return "retained";
    }
    return "";
}

Statement insert_session(const SessionRow& row) {
    return {insert_row, {row.id, row.version, row.op, row.owner, row.status, row.deadline, row.record}};
}

std::vector<Statement> replace_session(const SessionRow& row, const session::Changes& changes) {
    static Texts hold_jobs{hold_jobs_text};
    static Texts take_back{take_back_text};
    static Texts let_jobs_go{let_jobs_go_text};
    std::vector<Statement> statements;
    const std::size_t count = changes.takes.size();
    if (count > 0) statements.push_back({hold_jobs.of(count), ids_of(changes.takes)});
    statements.push_back(replace_row(row, changes.takes));
    if (count > 0) {
        Statement taking{take_back.of(count), {row.id, row.op}};
        for (auto& id : ids_of(changes.takes)) taking.parameters.push_back(std::move(id));
        statements.push_back(std::move(taking));
        statements.push_back({let_jobs_go.of(count), ids_of(changes.takes)});
    }
    for (const auto& file : changes.takes) {
        const std::string id = to_string(file.id);
        statements.push_back({add_file, {id, row.id, row.owner, static_cast<std::int64_t>(file.size), row.op}});
    }
    for (const auto& file : changes.drops) {
        const std::string id = to_string(file.id);
        statements.push_back({drop_file, {id, row.id, row.op}});
        statements.push_back({remove_dropped, {id, row.id, row.op}});
    }
    for (const auto& change : changes.annexes) statements.push_back(annex_statement(row, change));
    return statements;
}

bool was_replaced(const std::vector<db::Answer>& answers, const session::Changes& changes) {
    return answers.at(changes.takes.empty() ? 0 : 1).changed == 1;
}

std::vector<Statement> remove_session(std::string id) {
    return {{remove_files, {id}}, {forget_files, {id}}, {forget_annexes, {id}}, {forget_row, {std::move(id)}}};
}

}  // namespace baton::core::store::sql
