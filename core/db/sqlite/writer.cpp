#include "core/db/sqlite/writer.hpp"

#include "core/db/sqlite/surprise.hpp"
#include "core/observe/log.hpp"

#include <algorithm>
#include <utility>

namespace baton::core::db::sqlite {

namespace {

/// A disk that takes so long that more wait is not going to catch up with them.
constexpr std::size_t most_waiting = 20'000;
constexpr std::size_t most_together = 1000;

}  // namespace

Writer::Writer(std::unique_ptr<Connection> connection)
    : connection_(std::move(connection)), thread_([this] { run(); }) {}

Writer::~Writer() {
    stop();
}

void Writer::stop() {
    {
        const std::lock_guard lock{mutex_};
        stopping_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
}

void Writer::commit(std::vector<Statement> statements, Deliver<Outcome> deliver) {
    {
        const std::lock_guard lock{mutex_};
        if (!stopping_ && queue_.size() < most_waiting) {
            queue_.push_back({std::move(statements), std::move(deliver)});
            deliver = nullptr;
        }
    }
    if (deliver) deliver(problem(errc::unavailable, "the database is too slow for all that is to be written"));
    wake_.notify_one();
}

Writer::Batch Writer::next() {
    std::unique_lock lock{mutex_};
    wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    const auto count = static_cast<std::ptrdiff_t>(std::min(queue_.size(), most_together));
    Batch batch{std::move_iterator{queue_.begin()}, std::move_iterator{queue_.begin() + count}};
    queue_.erase(queue_.begin(), queue_.begin() + count);
    return batch;
}

void Writer::run() {
    for (;;) {
        Batch batch = next();
        if (batch.empty()) return;
        commit_all(batch);
        for (auto& work : batch) work.deliver(std::move(work.outcome));
        batch.clear();
        keep_log_small();
    }
}

void Writer::commit_all(Batch& batch) {
    if (commit_together(batch.data(), batch.data() + batch.size()) || batch.size() == 1 || !began_) return;
    // A fault of one must not be the others', and where there is no room for all of them there may be for some.
    for (auto& work : batch) (void)commit_together(&work, &work + 1);
}

bool Writer::commit_together(Work* first, Work* last) {
    const auto begun = connection_->execute("BEGIN IMMEDIATE");
    began_ = begun.has_value();
    if (!began_) return roll_back(first, last, begun.error());
    for (Work* work = first; work != last; ++work) {
        work->outcome = without_surprise([&] { return run_all(work->statements); });
        if (!work->outcome) return roll_back(first, last, work->outcome.error());
    }
    auto committed = connection_->execute("COMMIT");
    if (committed) return true;
    Problem why = committed.error();
    // Frames that were written and not known to be on the disk may be found there after a crash.
    if (why.code == errc::unavailable) why.code = errc::uncertain;
    return roll_back(first, last, why);
}

bool Writer::roll_back(Work* first, Work* last, const Problem& why) {
    if (connection_->in_transaction()) (void)connection_->execute("ROLLBACK");
    for (Work* work = first; work != last; ++work) work->outcome = why;
    if (why.code == errc::internal) log::error("the database refuses a change", {{"detail", why.detail}});
    return false;
}

Writer::Outcome Writer::run_all(const std::vector<Statement>& statements) {
    std::vector<Answer> answers;
    answers.reserve(statements.size());
    for (const auto& statement : statements) {
        auto answer = connection_->run(statement);
        if (!answer) return answer.error();
        answers.push_back(std::move(*answer));
    }
    return answers;
}

void Writer::keep_log_small() {
    if (connection_->log_pages() < next_checkpoint_) return;
    if (auto done = connection_->checkpoint(true); !done) {
        log::warn("the database's log could not be emptied", {{"detail", done.error().detail}});
    }
    // Somebody may read what is in it, for as long as a backup takes: then it grows, and is looked at now and then.
    next_checkpoint_ = connection_->log_pages() + long_log;
}

}  // namespace baton::core::db::sqlite
