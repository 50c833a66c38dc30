#pragma once

#include "tests/unit/core/db/postgres/test_database.hpp"

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string_view>
#include <thread>
#include <vector>

namespace baton::core::db::postgres {

/// Callers that commit pairs of rows one after the other, and remember what they were told of each.
class Load {
public:
    Load(PostgresDatabase& database, const std::string& name)
        : create("CREATE TABLE " + name + " (id bigint, half bigint, PRIMARY KEY (id, half))"),
          database_(database),
          insert_("INSERT INTO " + name + " VALUES ($1, $2)"),
          whole_("SELECT id FROM " + name + " GROUP BY id HAVING count(*) = 2"),
          halves_("SELECT count(*) FROM (SELECT id FROM " + name + " GROUP BY id HAVING count(*) <> 2) AS broken") {}
    ~Load() { stop(); }
    Load(const Load&) = delete;
    Load& operator=(const Load&) = delete;

    void start(int callers);
    /// Whether so many more are acknowledged, in a time that no machine needs.
    bool wait_for_more(std::int64_t pairs);
    void stop();
    /// Nothing acknowledged is missing, nothing refused is there, no pair is half.
    void check(TestDatabase& database);

    const std::string create;  ///< the table

private:
    boost::asio::awaitable<void> call(std::int64_t caller);

    PostgresDatabase& database_;
    const std::string insert_;
    const std::string whole_;
    const std::string halves_;
    std::atomic<bool> stopping_{false};
    std::atomic<std::int64_t> acknowledged_{0};
    std::thread thread_;
    // Of the load's thread, until it has ended.
    std::vector<std::int64_t> kept_;
    std::vector<std::int64_t> refused_;
    std::vector<std::int64_t> uncertain_;
    std::vector<Problem> others_;
};

}  // namespace baton::core::db::postgres
