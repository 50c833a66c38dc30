#pragma once

#include "core/db/database.hpp"
#include "core/db/postgres/pool.hpp"
#include "core/db/postgres/server_clock.hpp"
#include "core/db/postgres/settings.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <memory>
#include <vector>

namespace baton::core::db::postgres {

/// PostgreSQL (15 and newer) over libpq: connections that several calls share, each call a transaction of its own. They
/// find the server that takes writes again when another one was promoted. Works through pgbouncer in transaction mode:
/// nothing is prepared, set or locked beyond a call. A call ends after twice `statement_timeout` at the latest; calls
/// come from any thread, and their answers resume where they were asked for.
///
/// Errors beyond what Database says: the detail of `internal` has the SQLSTATE and the server's sentence, never
/// parameters. A transaction that lost against another one is tried again before it is `unavailable`.
// decision 0104
class PostgresDatabase final : public Database {
public:
    /// Connects, creates `baton_now()` if it is not there, and reads the server's clock. The connections live on
    /// `executor`, which must run one thing at a time and live longer than the calls.
    /// Errors: unavailable (no server can be reached or takes writes), internal (the URL, user, password or database is
    /// wrong, or there is no libpq). The detail is one line for the operator, without secrets.
    static task<std::unique_ptr<PostgresDatabase>> open(boost::asio::any_io_executor executor, Settings settings);

    ~PostgresDatabase() override;
    PostgresDatabase(const PostgresDatabase&) = delete;
    PostgresDatabase& operator=(const PostgresDatabase&) = delete;

    task<Answer> query(Statement statement) override;
    task<std::vector<Answer>> commit(std::vector<Statement> statements) override;
    Dialect dialect() const override { return Dialect::postgres; }
    Calendar calendar() const override { return state_->clock.calendar(); }

    /// Ends all connections: calls that wait end with `unavailable`, commits that were sent with `uncertain`. Returns
    /// when nothing runs any more.
    boost::asio::awaitable<void> close();

private:
    /// What its coroutines share with it.
    struct State {
        std::shared_ptr<Pool> pool;
        ServerClock clock;
        bool clock_is_fresh = false;  ///< it was read a moment ago
    };

    explicit PostgresDatabase(std::shared_ptr<State> state) : state_(std::move(state)) {}
    static task<> begin(std::shared_ptr<State> state);
    static task<> create_clock(std::shared_ptr<State> state);
    static task<> keep_clock(std::shared_ptr<State> state);
    static task<> read_clock(std::shared_ptr<State> state);
    task<std::vector<Answer>> run(std::vector<Statement> statements, bool changes);

    const std::shared_ptr<State> state_;
};

}  // namespace baton::core::db::postgres
