#include "core/db/postgres/connection.hpp"

#include "core/db/postgres/answers.hpp"

#include <algorithm>
#include <new>
#include <utility>

namespace baton::core::db::postgres {

namespace asio = boost::asio;

result<> Connection::start() {
    const auto& pq = link_->pq();
    if (pq.enter_pipeline_mode(link_->connection()) == 1) return {};
    return problem(errc::unavailable, "libpq does not begin a pipeline");
}

asio::awaitable<void> Connection::run() {
    const auto self = shared_from_this();
    while (take_results() && !(retiring_ && pipeline_.empty())) {
        const auto arrived = co_await link_->wait(Link::Ready::read);
        if (!arrived) break;
        const bool open = link_->pq().consume_input(link_->connection()) == 1;
        // Answers may have come together with the end.
        if (!open) (void)take_results();
        if (!open) break;
        flush();
    }
    close(End::lost);
}

void Connection::send(std::shared_ptr<Call> call) {
    const auto& pq = link_->pq();
    pipeline_.sent(call);
    bool sent = false;
    try {
        sent = std::ranges::all_of(call->statements, [&](const Statement& statement) {
            return postgres::send(pq, link_->connection(), statement);
        });
    } catch (const std::bad_alloc&) {
        // Half of it may be on its way.
    }
    if (sent && pq.pipeline_sync(link_->connection()) == 1) {
        flush();
    } else {
        close(End::lost);
    }
}

void Connection::flush() {
    if (flushing_ || !link_->is_open()) return;
    const int left = link_->pq().flush(link_->connection());
    if (left < 0) close(End::lost);
    if (left <= 0) return;
    flushing_ = true;
    link_->when_writable([self = shared_from_this()] {
        self->flushing_ = false;
        self->flush();
    });
}

bool Connection::take_results() {
    if (!link_->is_open()) return false;
    const auto& pq = link_->pq();
    const auto before = pipeline_.size();
    // What the server says of its own between two calls.
    if (pipeline_.empty()) (void)pq.is_busy(link_->connection());
    if (pipeline_.empty()) (void)link_->take_warning();
    bool in_step = true;
    // libpq puts a null between two statements; two in a row mean that it has to be fed.
    for (int nulls = 0; in_step && nulls < 2 && !pipeline_.empty() && pq.is_busy(link_->connection()) == 0;) {
        const std::unique_ptr<PGresult, decltype(pq.clear)> result{pq.get_result(link_->connection()), pq.clear};
        if (link_->take_warning()) pipeline_.warned();
        nulls = result ? 0 : nulls + 1;
        if (result) in_step = take(*result);
    }
    if (notified_) take_notifications();
    if (pipeline_.size() != before) progress_();
    return in_step && link_->is_open() && pq.status(link_->connection()) != CONNECTION_BAD;
}

void Connection::take_notifications() {
    const auto& pq = link_->pq();
    while (link_->is_open()) {
        const std::unique_ptr<PGnotify, decltype(pq.freemem)> heard{pq.notifies(link_->connection()), pq.freemem};
        if (heard == nullptr) return;
        notified_(heard->extra, heard->be_pid == pq.backend_pid(link_->connection()));
    }
}

bool Connection::take(PGresult& result) {
    const auto& pq = link_->pq();
    const auto status = pq.result_status(&result);
    if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) return pipeline_.answered(answer_of(pq, result));
    if (status == PGRES_EMPTY_QUERY) return pipeline_.answered({});
    if (status == PGRES_FATAL_ERROR) return take_refusal(result);
    if (status == PGRES_PIPELINE_ABORTED) return pipeline_.skipped();
    if (status == PGRES_PIPELINE_SYNC) return pipeline_.synced();
    // COPY and the like, for which nobody sends data.
    return false;
}

bool Connection::take_refusal(const PGresult& result) {
    const auto& pq = link_->pq();
    // libpq's own word for a lost connection has no SQLSTATE; the server's last one is no answer to a call: whether
    // that was kept is not known.
    if (pq.status(link_->connection()) == CONNECTION_BAD) return false;
    auto refusal = refusal_of(pq, result);
    if (refusal.sqlstate.empty()) return false;
    if (meaning_of(refusal.sqlstate).reconnect) retiring_ = true;
    return pipeline_.refused(std::move(refusal));
}

void Connection::close(End end) {
    if (pipeline_.empty() && !link_->is_open()) return;
    link_->close();
    pipeline_.lost(end);
    progress_();
}

}  // namespace baton::core::db::postgres
