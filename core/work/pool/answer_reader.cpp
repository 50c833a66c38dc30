#include "core/work/pool/answer_reader.hpp"

#include "core/base/run_on.hpp"
#include "core/file/memfd.hpp"
#include "core/work/wire/answer_messages.hpp"
#include "core/work/wire/job_messages.hpp"

#include <boost/json/serialize.hpp>

#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace baton::core::work {

namespace {

Problem broken(const char* how) {
    return problem(errc::internal, how);
}

std::uint64_t id_of(const JobAnswer& answer) {
    return std::visit([](const auto& each) { return each.id; }, answer);
}

/// A short text costs less to read than to pass to another thread.
task<JobAnswer> receive(WorkerProcess& worker, std::uint64_t number, JobKind kind) {
    auto delivery = co_await worker.channel().receive(kind == JobKind::inspect ? max_inline_body : max_answer);
    if (!delivery) co_return delivery.error();
    if (!delivery->files.empty()) co_return broken("sent files of its own");
    result<JobAnswer> answer = broken("");
    if (delivery->text.size() <= max_inline_body) {
        answer = decode_answer(delivery->text);
    } else {
        answer = co_await run_on(worker.helper(), [text = std::move(delivery->text)] { return decode_answer(text); });
    }
    if (answer && id_of(*answer) != number) co_return broken("answered another job");
    co_return answer;
}

/// The memory that a job's outputs get.
struct Granted {
    std::vector<file::Fd> outputs;
    std::optional<Problem> refusal = {};
};

task<Granted> grant(WorkerProcess& worker, const JobNeeds& needs, std::uint64_t most_bytes) {
    Granted granted;
    std::uint64_t left = most_bytes;
    std::vector<file::Fd> room;
    for (const auto size : needs.files) {
        if (size > left) granted.refusal = problem(errc::session_quota_exceeded);
        if (granted.refusal) break;
        left -= size;
        auto memfd = file::make_room(size);
        if (memfd) {
            granted.outputs.push_back(std::move(*memfd));
        } else {
            granted.refusal = memfd.error();
        }
    }
    file::Fd text;
    if (needs.text > 0 && !granted.refusal) {
        auto memfd = file::make_room(needs.text);
        if (!memfd) granted.refusal = memfd.error();
        if (memfd) text = std::move(*memfd);
    }
    std::vector<int> descriptors;
    if (granted.refusal) granted.outputs.clear();
    for (const auto& output : granted.outputs) descriptors.push_back(output.get());
    if (text) descriptors.push_back(text.get());
    auto sent = co_await worker.channel().send(encode_room({!granted.refusal}), descriptors);
    if (!sent) co_return sent.error();
    co_return granted;
}

bool too_long(const boost::json::object& info) {
    return boost::json::serialize(info).size() > max_info;
}

/// Hashes the outputs. CPU work, unless there are none.
result<JobReply> collect(JobKind kind, JobDone done, std::vector<file::Fd> outputs) {
    if (done.files.size() + done.keep.size() != outputs.size()) return broken("named other files than it has room for");
    if (kind == JobKind::inspect && too_long(done.body)) return broken("learned more of a file than it may");
    JobReply reply{std::move(done.body), {}, {}};
    std::size_t next = 0;
    const auto take = [&](OutputNote& note) -> result<JobOutput> {
        auto blob = file::Blob::adopt(std::move(outputs[next++]));
        if (!blob) return blob.error();
        return JobOutput{std::move(note.content_type), std::move(note.filename), std::move(*blob)};
    };
    for (auto& note : done.files) {
        auto file = take(note);
        if (!file) return file.error();
        reply.files.push_back(std::move(*file));
    }
    for (auto& note : done.keep) {
        auto file = take(note.file);
        if (!file) return file.error();
        if (too_long(note.info)) return broken("says more of a kept file than it may");
        reply.keep.push_back({std::move(note.of), std::move(*file), std::move(note.info)});
    }
    return reply;
}

}  // namespace

task<Understood> await_answer(WorkerProcess& worker, std::uint64_t number, JobKind kind, std::uint64_t most_bytes) {
    auto answer = co_await receive(worker, number, kind);
    if (!answer) co_return answer.error();
    if (const auto* heavy = std::get_if<JobHeavy>(&*answer)) co_return Understood{{}, {}, heavy->weight};
    Granted granted;
    if (const auto* needs = std::get_if<JobNeeds>(&*answer)) {
        if (kind == JobKind::inspect) co_return broken("asked for room for what it learned");
        auto room = co_await grant(worker, *needs, most_bytes);
        if (!room) co_return room.error();
        granted = std::move(*room);
        answer = co_await receive(worker, number, kind);
        if (!answer) co_return answer.error();
    }
    if (const auto* failed = std::get_if<JobFailed>(&*answer)) {
        co_return Understood{{}, granted.refusal ? std::move(*granted.refusal) : to_problem(failed->error)};
    }
    auto* done = std::get_if<JobDone>(&*answer);
    if (done == nullptr) co_return broken("asked for room and gave no answer");
    result<JobReply> reply = broken("");
    if (granted.outputs.empty()) {
        reply = collect(kind, std::move(*done), {});
    } else {
        auto work = [kind, done = std::move(*done), outputs = std::move(granted.outputs)]() mutable {
            return collect(kind, std::move(done), std::move(outputs));
        };
        reply = co_await run_on(worker.helper(), std::move(work));
    }
    if (!reply) co_return reply.error();
    co_return Understood{std::move(*reply)};
}

}  // namespace baton::core::work
