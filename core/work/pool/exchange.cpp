#include "core/work/pool/exchange.hpp"

#include "core/base/id.hpp"
#include "core/observe/log.hpp"
#include "core/work/pool/answer_reader.hpp"
#include "core/work/pool/memfds.hpp"
#include "core/work/wire/job_messages.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace baton::core::work {

namespace {

/// A job's name. A worker that could guess the next one's could answer it before it is sent.
std::uint64_t new_number() {
    const Id id = new_id();
    std::uint64_t number = 0;
    // Those without a mark of the UUID's version.
    for (const std::size_t i : {0u, 1u, 2u, 3u, 4u, 5u, 10u, 11u}) number = number << 8 | id.data[i];
    return number;
}

/// Whether the worker found a job heavy only where it was asked to.
bool is_honest(const Understood& understood, const ExchangeLimits& limits) {
    return understood.weight == 0 || (limits.weight > 0 && understood.weight > limits.weight);
}

void log_loss(const Job& job, const std::string& reason) {
    log::warn("worker lost", {{"action", job.action}, {"request", job.log_id}, {"reason", reason}});
}

}  // namespace

boost::asio::awaitable<Exchanged> exchange(std::shared_ptr<WorkerProcess> worker, const Job& job,
                                           ExchangeLimits limits) {
    const std::uint64_t number = new_number();
    const auto text = encode_job(number, job, limits.weight);
    if (text.size() > max_body || job.files.size() > max_message_files) {
        co_return Exchanged{problem(errc::payload_too_large, "the job has too many files or too much data")};
    }
    const auto memfds = co_await memfds_of(job.files, worker->helper(), limits.bytes);
    if (!memfds) co_return Exchanged{memfds.error()};
    std::vector<int> descriptors;
    for (const auto& memfd : *memfds) descriptors.push_back(memfd->fd());

    bool sent = false;
    Problem broken;
    {
        const WorkerProcess::Deadline limit{*worker, limits.deadline};
        const WorkerProcess::Expendable expendable{*worker};
        auto delivered = worker->check_idle();
        if (delivered) delivered = co_await worker->channel().send(text, descriptors);
        sent = delivered.has_value();
        if (!sent) {
            broken = delivered.error();
        } else {
            auto understood = co_await await_answer(*worker, number, job.kind, limits.bytes);
            if (understood && !is_honest(*understood, limits)) understood = problem(errc::internal, "weighed wrongly");
            if (understood) {
                if (understood->weight > 0) co_return Exchanged{JobReply{}, false, understood->weight};
                if (understood->refusal) co_return Exchanged{std::move(*understood->refusal)};
                co_return Exchanged{std::move(understood->reply)};
            }
            broken = understood.error();
        }
    }
    const bool timed_out = worker->timed_out();
    auto reason = co_await worker->lose(std::move(broken));
    if (timed_out) reason = "did not finish within " + std::to_string(limits.deadline.count()) + " ms and was killed";
    log_loss(job, reason);
    co_return Exchanged{problem(errc::processing_failed, timed_out ? "processing took too long" : "processing failed"),
                        !sent};
}

}  // namespace baton::core::work
