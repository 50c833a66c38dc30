#pragma once

#include "core/db/sqlite/connection.hpp"

#include <boost/asio/thread_pool.hpp>

#include <memory>
#include <mutex>
#include <vector>

namespace baton::core::db::sqlite {

/// Threads that read the database while it is written to, each with a connection of its own: a page that is not in
/// memory must not hold up an event loop.
class Readers {
public:
    /// One thread for each of the connections, of which there is at least one.
    explicit Readers(std::vector<std::unique_ptr<Connection>> connections);
    ~Readers();

    /// As Database::query.
    task<Answer> query(Statement statement);

    /// Does what was asked before; nothing may be asked after.
    void stop();

private:
    result<Answer> run(const Statement& statement);

    std::mutex mutex_;
    std::vector<std::unique_ptr<Connection>> free_;
    boost::asio::thread_pool threads_;
};

}  // namespace baton::core::db::sqlite
