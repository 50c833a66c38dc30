#pragma once

#include "core/base/error.hpp"
#include "core/db/database.hpp"
#include "core/db/migrations.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace baton::core::outbox {

/// Something that is to be done once, after the change that causes it.
struct Job {
    std::string kind;  ///< who does it
    std::string id;    ///< of its kind: the same job is there once
    std::string body;  ///< what the handler needs to know; never a secret
    std::int64_t attempts = 0;
};

/// A job as an operator sees it.
struct Report {
    Job job;
    std::chrono::nanoseconds due_in{};  ///< negative: it waits since then
    std::string failure;                ///< of the last attempt; empty: none yet
};

/// Jobs that are written in the transaction of the change that causes them, and done by whichever node claims them
/// first. At least once: a node may die between doing a job and saying so, so every handler is idempotent by the job's
/// id. What fails is tried again, later each time and at least once an hour, until it succeeds; it is logged and
/// counted, and `baton jobs` shows it.
///
/// Not a queue of requests: nobody waits for an answer. Any thread.
///
/// In the database: table `outbox_job`, primary key (kind, id); `due` by the database's clock, `attempts` 0 until
/// somebody claims it: so long it can be taken back. Who records or takes back a job only if its own change is made
/// says so in SQL.
// decision 0103
class Outbox {
public:
    using Handler = std::function<task<>(Job)>;

    explicit Outbox(db::Database& database) : database_(database) {}

    static const db::Schema& schema();

    /// A job that is due so long after now; one that is there already stays as it is.
    static db::Statement record(std::string_view kind, std::string id, std::string body, std::chrono::seconds delay);
    /// A job that nobody has tried is due now.
    static db::Statement hasten(std::string_view kind, std::string id);

    /// Before the first `work`. `kind` must outlive the outbox.
    void handle(std::string_view kind, Handler handler);

    /// Does what is due, a part at a time, until nothing is. Call it again every few seconds. One call at a time.
    /// Errors: the database's; a job that failed is none.
    task<> work();

    /// Jobs that were tried and failed, the oldest first, at most `limit`. Errors: the database's.
    task<std::vector<Report>> failed(std::int64_t limit);
    /// Jobs that wait, those included.
    task<std::int64_t> waiting();

private:
    task<std::vector<Job>> claim();
    boost::asio::awaitable<db::Statement> attempt(Job job);
    boost::asio::awaitable<result<>> run(const Job& job);

    db::Database& database_;
    std::map<std::string_view, Handler, std::less<>> handlers_;
};

/// How long a job that has failed so often waits. Pure; `spread` between 0 and 1 keeps jobs that failed together apart.
std::chrono::milliseconds pause_after(std::int64_t attempts, double spread);

}  // namespace baton::core::outbox
