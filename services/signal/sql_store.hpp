#pragma once

#include "core/base/clocks.hpp"
#include "core/db/database.hpp"
#include "services/signal/store.hpp"

#include <functional>
#include <memory>
#include <mutex>

namespace baton::services::signal {

/// Sessions in tables (see `schema`), of SQLite for one node or of PostgreSQL for many. It keeps nothing of its own, so
/// that nodes need not tell each other anything; all times are the database's.
// decision 0121
class SqlStore final : public Store {
public:
    /// `timeout`: milliseconds that a session lives. `close`: ends the database, if it is this service's alone.
    SqlStore(std::shared_ptr<core::db::Database> database, Limits limits, Millis timeout, std::function<void()> close);

    core::task<> start() override;
    core::task<std::string> create(Offer offer) override;
    core::task<TopicPage> topics(std::string origin, std::int64_t offset, std::int64_t limit) override;
    core::task<std::vector<std::string>> open_sessions(std::string origin, std::string topic) override;
    core::task<std::vector<Listed>> listed(std::vector<std::string> codes) override;
    core::task<> answer(Key key, Literal text) override;
    core::task<> add_candidate(Key key, Side side, Literal text) override;
    core::task<Seen> poll(Key key, Side side) override;
    core::task<> sweep() override;
    void close() override { close_(); }

private:
    /// Whether one more session may be there without being counted with the others. Counts only now and then: many rows
    /// take their time. Errors: overloaded, those of the database.
    core::task<bool> take_place();
    /// Whether the origin, by its name in the tables, has all it may have.
    core::task<bool> is_full(const std::string& origin);

    const std::shared_ptr<core::db::Database> database_;
    const Limits limits_;
    const Millis timeout_;
    const std::function<void()> close_;
    std::mutex mutex_;
    std::int64_t places_ = 0;                      ///< so many may come before it is counted again
    core::BootClock::time_point counted_until_{};  ///< then also if some are left
    core::BootClock::time_point full_until_{};
};

}  // namespace baton::services::signal
