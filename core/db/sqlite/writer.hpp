#pragma once

#include "core/base/handoff.hpp"
#include "core/db/sqlite/connection.hpp"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace baton::core::db::sqlite {

/// The thread that changes the database. What comes while a commit is being written to the disk is committed together
/// after it, so that many cost one fsync; each caller's statements are all done or none is, whatever becomes of
/// others'.
// decision 0101
class Writer {
public:
    using Outcome = result<std::vector<Answer>>;

    explicit Writer(std::unique_ptr<Connection> connection);
    /// Ends what was handed in before.
    ~Writer();
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    /// Any thread. Answers: as Database::commit; unavailable when too many wait or it has been stopped.
    void commit(std::vector<Statement> statements, Deliver<Outcome> deliver);

    /// Does what was handed in before, and refuses what comes after.
    void stop();

private:
    /// 64 MiB of pages of 4 KiB: if readers never leave it alone, the log never begins anew by itself.
    static constexpr int long_log = 16'384;

    struct Work {
        std::vector<Statement> statements;
        Deliver<Outcome> deliver;
        Outcome outcome{std::vector<Answer>{}};
    };
    using Batch = std::vector<Work>;

    void run();
    Batch next();
    /// All in one transaction if nothing is wrong with any, else each in one of its own.
    void commit_all(Batch& batch);
    /// Those between as one transaction. False: nothing was changed, and the outcome of whatever was wrong says so.
    bool commit_together(Work* first, Work* last);
    bool roll_back(Work* first, Work* last, const Problem& why);
    Outcome run_all(const std::vector<Statement>& statements);
    void keep_log_small();

    std::unique_ptr<Connection> connection_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Work> queue_;
    bool began_ = false;  ///< the last transaction: nobody else was writing
    int next_checkpoint_ = long_log;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace baton::core::db::sqlite
