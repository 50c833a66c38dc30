#include "core/store/sql_stores.hpp"

#include "core/observe/log.hpp"
#include "core/store/sql/installation.hpp"
#include "core/store/sql/orphans.hpp"
#include "core/store/sql/schema.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <utility>

namespace baton::core::store {

using namespace std::chrono_literals;

namespace {

constexpr auto look_at_jobs = 250ms;
constexpr auto look_for_orphans_every = 6h;
constexpr auto count_every = 5s;
/// Of the time, counting may take a part of so many.
constexpr int counting_share = 20;
constexpr auto after_failure = 60s;

std::optional<Shares::Limits> limits_of(const StoreSettings& settings) {
    return settings.sessions_limited ? std::optional{settings.sessions} : std::nullopt;
}

std::optional<session::TimePoint> alone_since(const Ground& ground) {
    return ground.is_shared() ? std::nullopt : std::optional{BootClock::now()};
}

}  // namespace

std::array<db::Schema, 2> store_schemas() {
    return {sql::schema(), outbox::Outbox::schema()};
}

SqlStores::SqlStores(const StoreSettings& settings, std::unique_ptr<Ground> ground)
    : ground_(std::move(ground)),
      owners_(settings.keys),
      outbox_(ground_->database()),
      files_(ground_->database(), outbox_, ground_->objects(), settings.session_file_bytes, settings.file_bytes),
      sessions_(ground_->database(), files_, owners_, limits_of(settings),
                ground_->is_shared() ? sql::Times::of_the_database : sql::Times::of_this_machine,
                alone_since(*ground_)) {
    ground_->take_jobs(outbox_);
}

Stores::Time SqlStores::time() {
    if (!ground_->is_shared()) return {};
    // Times of sessions are dates of the database: see sql::Times.
    const auto date = [&database = ground_->database()] { return database.calendar().date_of(BootClock::now()); };
    return {[date] { return BootClock::time_point{date().time_since_epoch()}; }, date};
}

task<> SqlStores::start(event::Hub& hub) {
    if (auto usable = co_await ground_->check(); !usable) co_return usable;
    if (auto fit = co_await ground_->check_keys(); !fit) co_return fit;
    if (auto opened = co_await open_tables(); !opened) co_return opened;
    co_return co_await ground_->connect(hub);
}

Problem SqlStores::named(const Problem& why) const {
    return problem(errc::internal, ground_->name() + ": " + why.detail);
}

task<> SqlStores::open_tables() {
    const auto schemas = store_schemas();
    if (auto migrated = co_await db::migrate(ground_->database(), schemas); !migrated) {
        co_return named(migrated.error());
    }
    const auto knowledge = co_await sql::open_installation(ground_->database(), ground_->objects());
    if (!knowledge && knowledge.error().code == errc::internal) {
        co_return problem(errc::internal, ground_->name_of_files() + ": " + knowledge.error().detail);
    }
    if (!knowledge) co_return named(knowledge.error());
    if (*knowledge == sql::Knowledge::restored) {
        log::warn("the tables were restored: files that they do not name stay until 'baton files --adopt'");
    }
    auto counted = co_await files_.count(owners_);
    if (counted) counted = co_await sessions_.count();
    next_count_ = BootClock::now() + count_every;
    if (counted || counted.error().code != errc::unavailable) co_return counted ? counted : named(counted.error());
    // Many rows take longer than a statement may. It is tried again.
    log::warn("what is stored is not counted yet: limits count what comes", {{"detail", counted.error().detail}});
    co_return result<>{};
}

void SqlStores::run(background::Group& group, boost::asio::any_io_executor executor) {
    group.repeat(executor, "outbox", look_at_jobs, [this] { return outbox_.work(); });
    group.repeat(executor, "orphaned files", look_for_orphans_every, [this] { return look_for_orphans(); });
    if (ground_->is_shared()) {
        group.repeat(executor, "count of what is stored", count_every, [this] { return count(); });
    }
    ground_->run(group, executor);
}

task<> SqlStores::count() {
    const auto begun = BootClock::now();
    if (begun < next_count_) co_return result<>{};
    // One that takes too long costs a connection, and is not worth it every few seconds.
    next_count_ = begun + after_failure;
    if (auto counted = co_await files_.count(owners_); !counted) co_return counted;
    if (auto counted = co_await sessions_.count(); !counted) co_return counted;
    next_count_ = begun + counting_share * (BootClock::now() - begun);
    co_return result<>{};
}

task<> SqlStores::look_for_orphans() {
    const auto knowledge = co_await sql::open_installation(ground_->database(), ground_->objects());
    if (!knowledge) co_return knowledge.error();
    const auto found = co_await sql::sweep_orphans(ground_->database(), ground_->objects(), *knowledge);
    if (!found) co_return found.error();
    if (found->orphans > 0) log::warn("files that no session has", {{"files", found->orphans}});
    co_return co_await ground_->tidy_up();
}

task<> SqlStores::ready() {
    const auto answer = co_await ground_->database().query({"SELECT installation FROM session_store"});
    if (!answer) co_return problem(errc::unavailable, answer.error().detail);
    const auto marker = co_await ground_->objects().marker();
    if (!marker) co_return problem(errc::unavailable, marker.error().detail);
    if (marker->empty()) co_return problem(errc::unavailable, "the files are gone");
    co_return result<>{};
}

}  // namespace baton::core::store
