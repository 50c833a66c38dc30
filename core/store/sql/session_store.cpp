#include "core/store/sql/session_store.hpp"

#include "core/observe/log.hpp"
#include "core/session/lifecycle.hpp"
#include "core/session/session_record.hpp"
#include "core/store/sql/recount.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <utility>

namespace baton::core::store::sql {

using session::Annex;
using session::AnnexText;
using session::Session;
using session::Snapshot;

namespace {

/// So often is a change tried whose answer was lost: the first time, and when the database may be back.
constexpr int tries = 3;

constexpr auto read_record = "SELECT record FROM session WHERE id = $1";
constexpr auto read_op = "SELECT op, version FROM session WHERE id = $1";
constexpr auto read_annex = "SELECT body FROM session_annex WHERE session = $1 AND annex = $2";
constexpr auto read_due = "SELECT record FROM session WHERE deadline <= $1 ORDER BY deadline LIMIT $2";
// Servers that look at the same moment should not all begin with the same ones.
constexpr auto read_some_due =
    "SELECT record FROM session WHERE id IN (SELECT id FROM (SELECT id FROM session WHERE deadline <= $1 ORDER BY "
    "deadline LIMIT 1000) AS due ORDER BY random() LIMIT $2)";
constexpr auto count_sessions = "SELECT owner, count(*) FROM session WHERE status <> 'expired' GROUP BY owner";

bool is_lost(const Problem& why) {
    return why.code == errc::uncertain;
}

/// The statements foresee whatever callers may meet: a constraint that one breaks all the same is a fault of the
/// tables.
Problem fault_of(Problem why) {
    if (why.code == errc::conflict) why.code = errc::internal;
    return why;
}

}  // namespace

task<> SqlSessionStore::count() {
    if (!places_) co_return result<>{};
    co_return co_await recount(places_->kept, [this] { return count_by_owner(); });
}

task<Kept::Amounts> SqlSessionStore::count_by_owner() {
    auto counts = co_await database_.query({count_sessions});
    if (!counts) co_return counts.error();
    Kept::Amounts kept;
    for (const auto& row : counts->rows) {
        const auto owner = db::text_of(row.at(0));
        const auto count = db::number_of(row.at(1));
        if (!owner) co_return owner.error();
        if (!count) co_return count.error();
        kept[owners_.of(*owner)] += static_cast<std::uint64_t>(*count);
    }
    co_return kept;
}

result<> SqlSessionStore::take_place(access::Owner owner) {
    if (!places_) return {};
    switch (places_->shares.take(owner, 1)) {
        case Shares::Room::key_is_full:
            return problem(errc::storage_full, "KEY_MAX_SESSIONS reached");
        case Shares::Room::all_is_full:
            return problem(errc::storage_full, "MAX_SESSIONS reached");
        case Shares::Room::enough:
            break;
    }
    return {};
}

Calendar SqlSessionStore::calendar() const {
    return times_ == Times::of_the_database ? Calendar{{}} : database_.calendar();
}

std::int64_t SqlSessionStore::date_of(session::TimePoint time) const {
    const auto date = calendar().date_of(time).time_since_epoch();
    return std::chrono::duration_cast<std::chrono::nanoseconds>(date).count();
}

SessionRow SqlSessionStore::row_of(const Session& session, std::uint64_t version) const {
    return {to_string(session.id()),
            static_cast<std::int64_t>(version),
            to_string(new_id()),
            owners_.name(session.spec->owner),
            std::string{to_string(session.status)},
            date_of(session::lifecycle::deadline(session)),
            session::write_record(session, owners_, calendar())};
}

bool SqlSessionStore::is_of_the_dead(const session::Lease& lease) const {
    const bool before = alone_since_ && lease.until <= *alone_since_ + session::lifecycle::submission_lease;
    return before && !lease.submission.is_nil();
}

result<Snapshot> SqlSessionStore::snapshot_of(const db::Value& record) {
    const auto text = db::text_of(record);
    if (!text) return text.error();
    auto session = session::read_record(*text, owners_, calendar());
    if (!session) return session.error();
    if (session->lease && is_of_the_dead(*session->lease)) session->lease.reset();
    return std::make_shared<const Session>(std::move(*session));
}

task<Snapshot> SqlSessionStore::create(Session first) {
    const access::Owner owner = first.spec->owner;
    if (auto place = take_place(owner); !place) co_return place.error();
    first.version = 1;
    const SessionRow row = row_of(first, 1);
    result<> made = problem(errc::uncertain);
    bool lost = false;
    for (int i = 0; i < tries && !made && is_lost(made.error()); ++i) {
        std::vector<db::Statement> statements{insert_session(row)};
        auto answers = co_await database_.commit(std::move(statements));
        if (!answers) {
            made = fault_of(answers.error());
            lost |= is_lost(made.error());
        } else if (answers->front().changed == 1) {
            made = {};
        } else {
            const auto found = co_await look_for(row);
            const bool mine = found && *found == Found::mine;
            made = mine ? result<>{} : result<>{found ? problem(errc::conflict, "session id exists") : found.error()};
        }
    }
    if (!made) {
        if (places_) places_->shares.give_back(owner, 1);
        co_return lost ? problem(errc::uncertain, made.error().detail) : made.error();
    }
    if (places_) places_->kept.adopt(owner, 1);
    co_return std::make_shared<const Session>(std::move(first));
}

task<Snapshot> SqlSessionStore::get(Id id) {
    auto answer = co_await database_.query({read_record, {to_string(id)}});
    if (!answer) co_return answer.error();
    if (answer->rows.empty()) co_return problem(errc::not_found);
    co_return snapshot_of(answer->rows[0].at(0));
}

task<SqlSessionStore::Found> SqlSessionStore::look_for(const SessionRow& row) {
    auto answer = co_await database_.query({read_op, {row.id}});
    if (!answer) co_return answer.error();
    if (answer->rows.empty()) co_return Found::nothing;
    const auto op = db::text_of(answer->rows[0].at(0));
    const auto version = db::number_of(answer->rows[0].at(1));
    if (!op) co_return op.error();
    if (!version) co_return version.error();
    if (*op == row.op) co_return Found::mine;
    co_return *version == row.version - 1 ? Found::same_version : Found::another;
}

task<> SqlSessionStore::write(const SessionRow& row, const session::Changes& changes) {
    bool lost = false;
    Problem last;
    for (int i = 0; i < tries; ++i) {
        auto answers = co_await database_.commit(replace_session(row, changes));
        if (answers && was_replaced(*answers, changes)) co_return result<>{};
        if (!answers && !is_lost(answers.error())) {
            co_return lost ? problem(errc::uncertain) : fault_of(answers.error());
        }
        if (!answers) {
            lost = true;
            last = answers.error();
            continue;
        }
        const auto found = co_await look_for(row);
        if (!found) co_return lost ? problem(errc::uncertain, found.error().detail) : found.error();
        if (*found == Found::mine) co_return result<>{};
        // Somebody has changed it since, and nobody can tell whether that was after us.
        if (lost) co_return problem(errc::uncertain, "the answer of a change was lost");
        if (*found == Found::nothing) co_return problem(errc::not_found);
        if (*found == Found::another) co_return problem(errc::conflict);
        co_return problem(errc::unavailable, "a file was given up before its session had it");
    }
    co_return last;
}

task<Snapshot> SqlSessionStore::compare_and_set(Id id, std::uint64_t version, Session next, session::Changes changes) {
    next.version = version + 1;
    SessionRow row = row_of(next, next.version);
    row.id = to_string(id);
    if (auto written = co_await write(row, changes); !written) {
        if (is_lost(written.error())) files_.lost_sight(changes);
        co_return written.error();
    }
    files_.changed(next.payer(), changes);
    // A tombstone's place is free; it came to be one just now.
    if (places_ && next.is_tombstone()) places_->kept.drop(next.spec->owner, 1);
    co_return std::make_shared<const Session>(std::move(next));
}

task<AnnexText> SqlSessionStore::annex(Id id, Annex which) {
    auto answer = co_await database_.query({read_annex, {to_string(id), std::string{name_of(which)}}});
    if (!answer) co_return answer.error();
    if (answer->rows.empty()) co_return problem(errc::not_found);
    auto text = db::text_of(answer->rows[0].at(0));
    if (!text) co_return text.error();
    co_return std::make_shared<const std::string>(std::move(*text));
}

task<> SqlSessionStore::remove(Id id) {
    auto removed = co_await database_.commit(remove_session(to_string(id)));
    if (!removed) co_return fault_of(removed.error());
    co_return result<>{};
}

task<std::vector<Snapshot>> SqlSessionStore::due(session::TimePoint now, std::size_t limit) {
    const auto* some = alone_since_ ? read_due : read_some_due;
    auto answer = co_await database_.query({some, {date_of(now), static_cast<std::int64_t>(limit)}});
    if (!answer) co_return answer.error();
    std::vector<Snapshot> sessions;
    for (const auto& row : answer->rows) {
        auto session = snapshot_of(row.at(0));
        if (session) {
            sessions.push_back(std::move(*session));
        } else {
            // One that cannot be read must not keep the others from their end.
            log::error("a session cannot be read", {{"detail", session.error().detail}});
        }
    }
    co_return sessions;
}

}  // namespace baton::core::store::sql
