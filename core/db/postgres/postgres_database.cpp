#include "core/db/postgres/postgres_database.hpp"

#include "core/base/tuple_token.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <array>
#include <chrono>
#include <string_view>
#include <utility>

namespace baton::core::db::postgres {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr auto clock_interval = 10s;
constexpr std::size_t clock_readings = 5;

constexpr std::string_view find_clock = "SELECT count(*) FROM pg_proc WHERE oid = to_regprocedure('baton_now()')";
// Microseconds are what the server's clock has.
constexpr std::string_view make_clock =
    "CREATE OR REPLACE FUNCTION baton_now() RETURNS bigint LANGUAGE sql VOLATILE "
    "AS 'SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint * 1000'";

std::vector<Statement> one(Statement statement) {
    std::vector<Statement> statements;
    statements.push_back(std::move(statement));
    return statements;
}

result<std::int64_t> only_number(const result<std::vector<Answer>>& answers) {
    if (!answers) return answers.error();
    const auto& rows = answers->front().rows;
    if (rows.size() != 1 || rows.front().size() != 1) return problem(errc::internal, "PostgreSQL answered no number");
    return number_of(rows.front().front());
}

}  // namespace

task<std::unique_ptr<PostgresDatabase>> PostgresDatabase::open(asio::any_io_executor executor, Settings settings) {
    const auto pq = Libpq::load();
    if (!pq) co_return pq.error();
    auto target = parse_target(**pq, settings.url);
    if (!target) co_return target.error();
    const auto state = std::make_shared<State>();
    state->pool = std::make_shared<Pool>(executor, **pq, std::move(*target), settings);
    const auto begun = co_await asio::co_spawn(executor, begin(state), asio::use_awaitable);
    if (!begun) co_return begun.error();
    co_return std::unique_ptr<PostgresDatabase>{new PostgresDatabase{state}};
}

task<> PostgresDatabase::begin(std::shared_ptr<State> state) {
    auto begun = co_await state->pool->start();
    if (begun) begun = co_await create_clock(state);
    if (begun) begun = co_await read_clock(state);
    if (!begun) {
        co_await state->pool->close();
        co_return begun;
    }
    state->clock_is_fresh = true;
    const auto weak = std::weak_ptr{state};
    state->pool->group().repeat(state->pool->executor(), "clock of PostgreSQL", clock_interval,
                                [weak]() -> task<> { return keep_clock(weak.lock()); });
    co_return begun;
}

// Several nodes may do so at once: the catalogue then refuses all but one of them.
task<> PostgresDatabase::create_clock(std::shared_ptr<State> state) {
    constexpr int attempts = 10;
    result<> outcome;
    for (int attempt = 0; attempt < attempts; ++attempt) {
        const auto found = only_number(co_await state->pool->run(one({find_clock}), false));
        if (!found) co_return found.error();
        if (*found == 1) co_return result<>{};
        const auto made = co_await state->pool->run(one({make_clock}), true);
        if (made) co_return result<>{};
        outcome = made.error();
        asio::steady_timer pause{state->pool->executor(), 50ms};
        (void)co_await pause.async_wait(tuple_token);
    }
    co_return outcome;
}

task<> PostgresDatabase::keep_clock(std::shared_ptr<State> state) {
    // The database is gone, and its pool stops.
    if (state == nullptr) co_return result<>{};
    if (std::exchange(state->clock_is_fresh, false)) co_return result<>{};
    const auto read = co_await read_clock(state);
    // Of a server that cannot be reached the pool tells.
    if (!read && read.error().code != errc::unavailable) co_return read.error();
    co_return result<>{};
}

task<> PostgresDatabase::read_clock(std::shared_ptr<State> state) {
    std::array<ClockReading, clock_readings> readings;
    for (auto& reading : readings) {
        reading.before = BootClock::now();
        const auto shown = only_number(co_await state->pool->run(one({"SELECT baton_now()"}), false));
        if (!shown) co_return shown.error();
        reading.after = BootClock::now();
        reading.shown = std::chrono::nanoseconds{*shown};
    }
    state->clock.learn(readings);
    co_return result<>{};
}

PostgresDatabase::~PostgresDatabase() {
    asio::post(state_->pool->executor(), [pool = state_->pool] { pool->stop(); });
}

task<std::vector<Answer>> PostgresDatabase::run(std::vector<Statement> statements, bool changes) {
    const auto pool = state_->pool;
    co_return co_await asio::co_spawn(pool->executor(), pool->run(std::move(statements), changes), asio::use_awaitable);
}

task<Answer> PostgresDatabase::query(Statement statement) {
    auto answers = co_await run(one(std::move(statement)), false);
    if (!answers) co_return answers.error();
    co_return std::move(answers->front());
}

task<std::vector<Answer>> PostgresDatabase::commit(std::vector<Statement> statements) {
    if (statements.empty()) co_return std::vector<Answer>{};
    co_return co_await run(std::move(statements), true);
}

asio::awaitable<void> PostgresDatabase::close() {
    const auto pool = state_->pool;
    co_await asio::co_spawn(pool->executor(), pool->close(), asio::use_awaitable);
}

}  // namespace baton::core::db::postgres
