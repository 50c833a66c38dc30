#pragma once

#include "core/access/owners.hpp"
#include "core/db/database.hpp"
#include "core/session/session_store.hpp"
#include "core/store/quota/kept.hpp"
#include "core/store/sql/file_store.hpp"
#include "core/store/sql/session_rows.hpp"

#include <optional>
#include <string_view>

namespace baton::core::store::sql {

/// What the times of sessions are, outside of the tables.
enum class Times : std::uint8_t {
    of_this_machine,  ///< its boot clock's
    /// Dates of the database's clock, as nanoseconds since 1970. What two servers think of that clock differs by a
    /// little, so none of them may turn a date into a time of its own and back.
    of_the_database,
};

/// Sessions in a database: see schema.hpp for the tables. Keeps nothing of them in this process, so that any number of
/// servers may share them.
class SqlSessionStore final : public session::SessionStore {
public:
    /// `limits`: unfinished sessions and results, if an operator has set any. `alone_since`: when this server began, if
    /// it is the only one: whose submissions held a session before are gone.
    SqlSessionStore(db::Database& database, SqlFileStore& files, access::Owners& owners,
                    std::optional<Shares::Limits> limits, Times times,
                    std::optional<session::TimePoint> alone_since = {})
        : database_(database), files_(files), owners_(owners), times_(times), alone_since_(alone_since) {
        if (limits) places_.emplace(*limits);
    }

    /// Counts the sessions if there are limits: before anything else, and again where other servers change them.
    /// Errors: the database's.
    task<> count();

    task<session::Snapshot> create(session::Session first) override;
    task<session::Snapshot> get(Id id) override;
    task<session::Snapshot> compare_and_set(Id id, std::uint64_t version, session::Session next,
                                            session::Changes changes = {}) override;
    task<session::AnnexText> annex(Id id, session::Annex which) override;
    task<> remove(Id id) override;
    task<std::vector<session::Snapshot>> due(session::TimePoint now, std::size_t limit) override;

private:
    /// What a writer finds who looks for its own change.
    enum class Found : std::uint8_t { mine, same_version, another, nothing };

    /// Of sessions that are unfinished or have a result.
    struct Places {
        explicit Places(Shares::Limits limits) : shares(limits) {}
        Shares shares;
        Kept kept{shares};
    };

    task<Kept::Amounts> count_by_owner();
    SessionRow row_of(const session::Session& session, std::uint64_t version) const;
    Calendar calendar() const;
    std::int64_t date_of(session::TimePoint time) const;
    bool is_of_the_dead(const session::Lease& lease) const;
    result<session::Snapshot> snapshot_of(const db::Value& record);
    task<Found> look_for(const SessionRow& row);
    result<> take_place(access::Owner owner);
    task<> write(const SessionRow& row, const session::Changes& changes);

    db::Database& database_;
    SqlFileStore& files_;
    access::Owners& owners_;
    std::optional<Places> places_;  ///< if there are limits
    const Times times_;
    std::optional<session::TimePoint> alone_since_;
};

}  // namespace baton::core::store::sql
