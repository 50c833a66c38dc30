#include "core/work/pool/exchange.hpp"

#include "core/observe/log.hpp"
#include "core/work/pool/memfds.hpp"
#include "core/work/pool/run_on.hpp"
#include "core/work/wire/protocol.hpp"

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace baton::core::work {

namespace {

/// An answer that could be understood. An error in place of it means a worker that broke the rules.
struct Understood {
    JobReply reply;
    std::optional<Problem> refusal = {};  ///< the plugin's, in place of the reply
};

/// Reads an answer to the `number`th job and hashes its files, of which no session holds more than `most_bytes`. CPU
/// work.
result<Understood> understand(std::uint64_t number, std::uint64_t most_bytes, Delivery delivery) {
    auto answer = decode_answer(delivery.text);
    if (!answer) return answer.error();
    if (auto* failed = std::get_if<JobFailed>(&*answer)) {
        if (failed->id != number) return problem(errc::internal, "answered another job");
        return Understood{{}, to_problem(failed->error)};
    }
    auto& done = std::get<JobDone>(*answer);
    if (done.id != number) return problem(errc::internal, "answered another job");
    if (done.files.size() + done.keep.size() != delivery.files.size()) {
        return problem(errc::internal, "sent other files than it named");
    }
    JobReply reply{std::move(done.body), {}, {}};
    std::uint64_t total = 0;
    std::size_t next = 0;
    const auto take = [&](OutputNote& note) -> result<JobOutput> {
        auto blob = file::Blob::adopt(std::move(delivery.files[next++]));
        if (!blob) return blob.error();
        total += (*blob)->size();
        return JobOutput{std::move(note.content_type), std::move(note.filename), std::move(*blob)};
    };
    for (auto& note : done.files) {
        auto file = take(note);
        if (!file) return file.error();
        reply.files.push_back(std::move(*file));
        if (total > most_bytes) return Understood{{}, problem(errc::session_quota_exceeded)};
    }
    for (auto& note : done.keep) {
        auto file = take(note.file);
        if (!file) return file.error();
        reply.keep.push_back({std::move(note.of), std::move(*file), std::move(note.info)});
        if (total > most_bytes) return Understood{{}, problem(errc::session_quota_exceeded)};
    }
    return Understood{std::move(reply)};
}

task<Understood> await_answer(WorkerProcess& worker, std::uint64_t number, std::uint64_t most_bytes) {
    auto delivery = co_await worker.channel().receive();
    if (!delivery) co_return delivery.error();
    // A short answer without files costs less to read than to pass to another thread.
    if (delivery->files.empty() && delivery->text.size() <= max_inline_body) {
        co_return understand(number, most_bytes, std::move(*delivery));
    }
    co_return co_await run_on(worker.helper(), [number, most_bytes, moved = std::move(*delivery)]() mutable {
        return understand(number, most_bytes, std::move(moved));
    });
}

void log_loss(const Job& job, const std::string& reason) {
    log::warn("worker lost", {{"action", job.action}, {"request", job.log_id}, {"reason", reason}});
}

}  // namespace

boost::asio::awaitable<Exchanged> exchange(std::shared_ptr<WorkerProcess> worker, std::uint64_t number, const Job& job,
                                           ExchangeLimits limits) {
    const auto text = encode_job(number, job);
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
        auto delivered = co_await worker->channel().send(text, descriptors);
        sent = delivered.has_value();
        if (!sent) {
            broken = delivered.error();
        } else {
            auto understood = co_await await_answer(*worker, number, limits.bytes);
            if (understood) {
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
