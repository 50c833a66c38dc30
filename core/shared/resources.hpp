#pragma once

#include "core/db/postgres/postgres_database.hpp"
#include "core/http/client/client.hpp"
#include "core/shared/loop_thread.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace baton::core::shared {

/// What a process has once, however many of its services need it: connections to a PostgreSQL, the thread they live on,
/// and the client that asks other servers. Nothing is opened, and no thread started, before somebody asks. Not a place
/// to look services up in. Any thread.
// decision 0120
class Resources {
public:
    Resources();
    /// `close`.
    ~Resources();
    Resources(const Resources&) = delete;
    Resources& operator=(const Resources&) = delete;

    /// The database of that URL; who asks first decides on the other settings. Blocks until it is connected. Not on the
    /// thread of `database_loop`. Errors: as PostgresDatabase::open; unavailable (it has been closed).
    result<std::shared_ptr<db::postgres::PostgresDatabase>> postgres(const db::postgres::Settings& settings);

    /// The thread of all database connections; runs one thing at a time.
    LoopThread& database_loop();

    /// The client with the usual settings. It may not be asked for the first time after `close`.
    http::client::Client& client();

    /// What is under way ends with `unavailable`, nothing may be asked after. For whoever made it, once all who use it
    /// have ended what they have there, and while the loops of those who wait are still there.
    void close();

private:
    std::mutex mutex_;
    bool closed_ = false;
    std::unique_ptr<LoopThread> loop_;
    std::map<std::string, std::shared_ptr<db::postgres::PostgresDatabase>, std::less<>> databases_;  ///< by URL
    std::unique_ptr<http::client::Client> client_;
};

}  // namespace baton::core::shared
