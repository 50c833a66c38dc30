#include "core/session/submission.hpp"

#include "core/session/filename.hpp"

#include <utility>

namespace baton::core::session {

task<Snapshot> Submissions::submit(Id id, boost::json::object options, boost::json::value data,
                                   std::vector<work::JobInput> inputs, std::string log_id) {
    const Id owner = new_id();
    auto leased = co_await service_.acquire(id, owner, longest_);
    if (!leased) co_return leased.error();
    work::Job job;
    job.kind = work::JobKind::process;
    job.action = (*leased)->request->action;
    job.format = (*leased)->request->format;
    job.options = std::move(options);
    job.data = std::move(data);
    job.files = std::move(inputs);
    job.log_id = std::move(log_id);
    auto reply = co_await pool_.run(std::move(job));
    Problem failure;
    if (!reply) {
        failure = reply.error();
    } else if (auto items = co_await store_results(**leased, std::move(reply->files)); !items) {
        failure = items.error();
    } else {
        auto completed = co_await service_.complete(id, owner, *items, std::move(reply->body));
        if (completed) co_return completed;
        failure = completed.error();
        (void)co_await drop(std::move(*items));
    }
    (void)co_await service_.release(id, owner);
    co_return failure;
}

task<std::vector<File>> Submissions::store_results(const Session& session, std::vector<work::JobOutput> outputs) {
    std::vector<File> items;
    for (auto& output : outputs) {
        File file;
        file.id = new_id();
        file.content_type = output.content_type;
        file.filename = safe_filename(output.filename, extension_of(output.content_type), session.request->action);
        file.size = output.blob->size();
        file.sha256 = output.blob->sha256();
        auto blob = co_await files_.adopt(session.id(), std::move(output.blob));
        result<> stored =
            blob ? co_await files_.put(file.id, {session.id(), std::move(*blob)}) : result<>{blob.error()};
        if (!stored) {
            (void)co_await drop(std::move(items));
            co_return stored.error();
        }
        items.push_back(std::move(file));
    }
    co_return items;
}

task<> Submissions::drop(std::vector<File> files) {
    for (const auto& file : files) (void)co_await files_.remove(file.id);
    co_return result<>{};
}

}  // namespace baton::core::session
