#pragma once

#include "core/db/postgres/postgres_database.hpp"
#include "tests/unit/core/run.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>

namespace baton::core::db::postgres {

/// Settings for a server next door, on a machine that may be busy.
inline Settings settings_of(const std::string& url, std::chrono::milliseconds timeout = std::chrono::seconds{20}) {
    Settings settings;
    settings.url = url;
    settings.connections = 4;
    settings.statement_timeout = timeout;
    settings.connect_timeout = std::chrono::seconds{20};
    return settings;
}

/// A database on a thread of its own, as in a server, and a caller that waits here.
class TestDatabase {
public:
    /// What `open` says is in `opened`.
    explicit TestDatabase(const Settings& settings) : guard_(home_.get_executor()), thread_([this] { home_.run(); }) {
        auto outcome = wait(PostgresDatabase::open(home_.get_executor(), settings));
        if (outcome)
            database_ = std::move(*outcome);
        else
            opened = outcome.error();
    }
    ~TestDatabase() {
        close();
        guard_.reset();
        thread_.join();
    }
    TestDatabase(const TestDatabase&) = delete;
    TestDatabase& operator=(const TestDatabase&) = delete;

    PostgresDatabase* operator->() { return &**this; }
    PostgresDatabase& operator*() {
        if (opened) throw std::runtime_error(opened->detail);
        return *database_;
    }

    template <class T>
    result<T> wait(task<T> work) {
        return run_on(here_, std::move(work));
    }
    result<Answer> query(Statement statement) { return wait((*this)->query(std::move(statement))); }
    result<std::vector<Answer>> commit(std::vector<Statement> statements) {
        return wait((*this)->commit(std::move(statements)));
    }
    /// The one number that a query answers; -1 for an error.
    std::int64_t number(Statement statement) {
        const auto answer = query(std::move(statement));
        if (!answer || answer->rows.empty()) return -1;
        const auto number = number_of(answer->rows.front().front());
        return number ? *number : -1;
    }
    void close() {
        if (!database_) return;
        boost::asio::co_spawn(here_, database_->close(), [](const std::exception_ptr& thrown) {
            if (thrown) std::rethrow_exception(thrown);
        });
        here_.restart();
        here_.run();
        database_.reset();
    }

    std::optional<Problem> opened;  ///< why it was not

private:
    boost::asio::io_context home_;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> guard_;
    std::thread thread_;
    boost::asio::io_context here_;
    std::unique_ptr<PostgresDatabase> database_;
};

/// Whether it becomes true within a time that no machine needs.
inline bool eventually(const std::function<bool()>& question) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{60};
    while (std::chrono::steady_clock::now() < until) {
        if (question()) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
    return false;
}

}  // namespace baton::core::db::postgres
