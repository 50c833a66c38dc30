#include "core/outbox/outbox.hpp"

#include "core/observe/log.hpp"

#include <algorithm>
#include <exception>
#include <random>
#include <utility>

namespace baton::core::outbox {

using namespace std::chrono_literals;

namespace {

constexpr std::size_t claimed_at_once = 64;
constexpr std::size_t longest_failure = 500;

constexpr auto make_table =
    "CREATE TABLE outbox_job (kind text NOT NULL, id text NOT NULL, body text NOT NULL, due bigint NOT NULL, "
    "attempts bigint NOT NULL DEFAULT 0, failure text NOT NULL DEFAULT '', "
    "PRIMARY KEY (kind, id))";
constexpr auto make_index = "CREATE INDEX outbox_job_due ON outbox_job (due)";
// Several nodes may look at the same jobs: each gets those that it is the first to put off. So long does a node that
// died keep its jobs from others.
constexpr auto claim_due =
    "UPDATE outbox_job SET attempts = attempts + 1, due = baton_now() + 60000000000 "
    "WHERE (kind, id) IN (SELECT kind, id FROM outbox_job WHERE due <= baton_now() ORDER BY due LIMIT 64) "
    "AND due <= baton_now() RETURNING kind, id, body, attempts";
constexpr auto finish = "DELETE FROM outbox_job WHERE kind = $1 AND id = $2";
constexpr auto put_off = "UPDATE outbox_job SET due = baton_now() + $3, failure = $4 WHERE kind = $1 AND id = $2";
constexpr auto insert =
    "INSERT INTO outbox_job (kind, id, body, due) VALUES ($1, $2, $3, baton_now() + $4) ON CONFLICT DO NOTHING";
constexpr auto bring_forward = "UPDATE outbox_job SET due = baton_now() WHERE kind = $1 AND id = $2 AND attempts = 0";
constexpr auto read_failed =
    "SELECT kind, id, body, attempts, due - baton_now(), failure FROM outbox_job WHERE failure <> '' "
    "ORDER BY due LIMIT $1";
constexpr auto count_jobs = "SELECT count(*) FROM outbox_job";

double spread() {
    thread_local std::minstd_rand numbers{std::random_device{}()};
    return std::uniform_real_distribution<double>{0, 1}(numbers);
}

result<Job> job_of(const db::Row& row) {
    auto kind = db::text_of(row.at(0));
    auto id = db::text_of(row.at(1));
    auto body = db::text_of(row.at(2));
    const auto attempts = db::number_of(row.at(3));
    if (!kind) return kind.error();
    if (!id) return id.error();
    if (!body) return body.error();
    if (!attempts) return attempts.error();
    return Job{std::move(*kind), std::move(*id), std::move(*body), *attempts};
}

}  // namespace

std::chrono::milliseconds pause_after(std::int64_t attempts, double spread) {
    constexpr std::int64_t doublings = 12;
    const auto longest =
        std::chrono::milliseconds{1s} * (std::int64_t{1} << std::clamp<std::int64_t>(attempts, 0, doublings));
    const auto most = std::min<std::chrono::milliseconds>(longest, 1h);
    // Between half of it and all.
    return std::chrono::milliseconds{static_cast<std::int64_t>(static_cast<double>(most.count()) * (1 + spread) / 2)};
}

const db::Schema& Outbox::schema() {
    static const db::Schema schema{"outbox", {{1, "jobs", 1, {make_table, make_index}}}};
    return schema;
}

db::Statement Outbox::record(std::string_view kind, std::string id, std::string body, std::chrono::seconds delay) {
    const std::int64_t wait = std::chrono::nanoseconds{delay}.count();
    return {insert, {std::string{kind}, std::move(id), std::move(body), wait}};
}

db::Statement Outbox::hasten(std::string_view kind, std::string id) {
    return {bring_forward, {std::string{kind}, std::move(id)}};
}

void Outbox::handle(std::string_view kind, Handler handler) {
    handlers_.insert_or_assign(kind, std::move(handler));
}

task<> Outbox::work() {
    for (;;) {
        auto jobs = co_await claim();
        if (!jobs) co_return jobs.error();
        if (jobs->empty()) co_return result<>{};
        const bool more = jobs->size() == claimed_at_once;
        std::vector<db::Statement> endings;
        for (auto& job : *jobs) endings.push_back(co_await attempt(std::move(job)));
        auto ended = co_await database_.commit(std::move(endings));
        if (!ended) co_return ended.error();
        if (!more) co_return result<>{};
    }
}

task<std::vector<Job>> Outbox::claim() {
    // Most of the time there is nothing, and to look costs no commit.
    static constexpr auto look = "SELECT 1 FROM outbox_job WHERE due <= baton_now() LIMIT 1";
    auto any = co_await database_.query({look});
    if (!any) co_return any.error();
    std::vector<Job> jobs;
    if (any->rows.empty()) co_return jobs;
    std::vector<db::Statement> claiming{{claim_due}};
    auto claimed = co_await database_.commit(std::move(claiming));
    if (!claimed) co_return claimed.error();
    for (const auto& row : claimed->front().rows) {
        auto job = job_of(row);
        if (!job) co_return job.error();
        jobs.push_back(std::move(*job));
    }
    co_return jobs;
}

boost::asio::awaitable<db::Statement> Outbox::attempt(Job job) {
    auto done = co_await run(job);
    if (done) co_return db::Statement{finish, {std::move(job.kind), std::move(job.id)}};
    const std::chrono::nanoseconds pause = pause_after(job.attempts, spread());
    const std::string why = done.error().detail.empty() ? "failed" : done.error().detail.substr(0, longest_failure);
    log::warn("a job failed", {{"kind", job.kind},
                               {"job", job.id},
                               {"attempts", job.attempts},
                               {"retry_s", pause.count() / 1'000'000'000},
                               {"detail", why}});
    co_return db::Statement{put_off, {std::move(job.kind), std::move(job.id), std::int64_t{pause.count()}, why}};
}

boost::asio::awaitable<result<>> Outbox::run(const Job& job) {
    const auto handler = handlers_.find(job.kind);
    // An older version beside a newer one meets jobs it does not know.
    if (handler == handlers_.end()) co_return problem(errc::unavailable, "this version does not know jobs of the kind");
    try {
        co_return co_await handler->second(job);
    } catch (const std::exception& surprise) {
        co_return problem_of(surprise);
    }
}

task<std::vector<Report>> Outbox::failed(std::int64_t limit) {
    auto answer = co_await database_.query({read_failed, {limit}});
    if (!answer) co_return answer.error();
    std::vector<Report> reports;
    for (const auto& row : answer->rows) {
        auto job = job_of(row);
        if (!job) co_return job.error();
        const auto due = db::number_of(row.at(4));
        auto failure = db::text_of(row.at(5));
        if (!due) co_return due.error();
        if (!failure) co_return failure.error();
        reports.push_back({std::move(*job), std::chrono::nanoseconds{*due}, std::move(*failure)});
    }
    co_return reports;
}

task<std::int64_t> Outbox::waiting() {
    auto answer = co_await database_.query({count_jobs});
    if (!answer) co_return answer.error();
    co_return db::number_of(answer->rows.at(0).at(0));
}

}  // namespace baton::core::outbox
