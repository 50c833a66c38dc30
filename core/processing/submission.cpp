#include "core/processing/submission.hpp"

#include "core/file/filename.hpp"
#include "core/processing/job_ground.hpp"
#include "core/processing/job_share.hpp"
#include "core/processing/lease_keeper.hpp"
#include "core/session/download_links.hpp"

#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <cstdint>
#include <exception>
#include <utility>

namespace baton::core::processing {

namespace json = boost::json;

namespace {

/// What the session's completion will give back of its quota.
std::uint64_t leaving_bytes(const session::Session& session, bool retains) {
    std::uint64_t bytes = 0;
    for (const auto& file : session::leaving_files(session, retains)) bytes += file.size;
    return bytes;
}

}  // namespace

task<session::Snapshot> Submissions::submit(session::Which which, Submitted submitted) {
    const Id id = which.id;
    const Id submission = new_id();
    auto leased =
        co_await service_.acquire(std::move(which), submission, lease_, submitted.received_at, submitted.claim);
    if (!leased) {
        // Nobody will use a lease that it may hold all the same.
        if (!session::surely_not_made(leased.error())) (void)co_await service_.release(id, submission);
        co_return leased.error();
    }
    LeaseKeeper keeper{co_await boost::asio::this_coro::executor, service_, id, submission, lease_};
    result<session::Snapshot> completed = problem(errc::internal);
    try {
        completed = co_await process(**leased, submission, std::move(submitted));
    } catch (const std::exception& surprise) {
        completed = problem_of(surprise);
    }
    co_await keeper.stop();
    if (!completed) (void)co_await service_.release(id, submission);
    co_return completed;
}

task<session::Snapshot> Submissions::process(const session::Session& session, const Id& submission,
                                             Submitted submitted) {
    work::Job job;
    job.kind = work::JobKind::process;
    job.action = session.spec->action;
    job.format = session.spec->format;
    job.options = std::move(submitted.options);
    job.data = submitted.data;
    job.log_id = std::move(submitted.log_id);
    if (submitted.files) {
        job.files = std::move(*submitted.files);
    } else {
        auto uploads = co_await upload_inputs(files_, session);
        if (!uploads) co_return uploads.error();
        job.files = std::move(*uploads);
    }
    job.share = share_of(job, session);
    auto reply = co_await run(session, submission, std::move(job));
    if (!reply) co_return reply.error();
    auto made = co_await store_results(session, *submitted.action, std::move(*reply), std::move(submitted.data));
    if (!made) co_return made.error();
    result<session::Snapshot> completed = problem(errc::internal);
    bool thrown = false;
    try {
        completed = co_await service_.complete(session.id(), submission, *made, std::move(submitted.claim));
    } catch (const std::exception& surprise) {
        completed = problem_of(surprise);
        thrown = true;
    }
    const bool lost =
        thrown ? !co_await holds(session.id(), made->items) : !completed && session::surely_not_made(completed.error());
    if (lost) (void)co_await drop(std::move(made->items));
    co_return completed;
}

task<work::JobReply> Submissions::run(const session::Session& session, const Id& submission, work::Job job) {
    // Every run that is not the last keeps something of a file, and need not do so twice.
    for (std::size_t left = job.files.size() + 1; left > 0; --left) {
        auto reply = co_await jobs_.run(job);
        if (!reply || !reply->files.empty()) co_return reply;
        if (auto renewed = co_await service_.renew(session.id(), submission, lease_); !renewed) {
            co_return renewed.error();
        }
        job.goes_on = true;
        for (auto& kept : reply->keep) {
            auto counted = co_await files_.adopt(session.payer(), std::move(kept.file.reader));
            if (!counted) co_return counted.error();
            kept.file.reader = std::move(*counted);
            work::add_kept(job, std::move(kept));
        }
    }
    co_return problem(errc::processing_failed, "the action did not come to an end");
}

task<session::lifecycle::Completion> Submissions::store_results(const session::Session& session,
                                                                const action::ActionDescriptor& action,
                                                                work::JobReply reply, JsonText data) {
    const action::Format* format = action.find_format(session.spec->format);
    auto items = co_await store_files(session, *format, std::move(reply.files), action.retains);
    if (!items) co_return items.error();
    result<session::lifecycle::Completion> completion = problem(errc::internal);
    try {
        completion = completion_of(session, action, std::move(reply.body), data, *items);
    } catch (const std::exception& surprise) {
        completion = problem_of(surprise);
    }
    if (!completion) (void)co_await drop(std::move(*items));
    co_return completion;
}

result<session::lifecycle::Completion> Submissions::completion_of(const session::Session& session,
                                                                  const action::ActionDescriptor& action,
                                                                  json::object body, const JsonText& data,
                                                                  std::vector<session::File> items) {
    auto retained = retain(session, action, data);
    if (!retained) return retained.error();
    if (auto linked = session::link_downloads(body, items); !linked) return linked.error();
    session::lifecycle::Completion completion{std::move(items), nullptr, std::move(*retained), action.retains};
    if (!body.empty()) completion.result = std::make_shared<const json::object>(std::move(body));
    return completion;
}

result<session::AnnexText> Submissions::retain(const session::Session& session, const action::ActionDescriptor& action,
                                               const JsonText& data) {
    if (!action.retains || data.is_null()) return session::AnnexText{};
    std::string text{data.view()};
    auto charge = files_.charge(session.payer(), text.size(), leaving_bytes(session, true));
    if (!charge) return charge.error();
    return session::counted(std::move(text), std::move(*charge));
}

task<std::vector<session::File>> Submissions::store_files(const session::Session& session, const action::Format& format,
                                                          std::vector<work::JobOutput> outputs, bool retains) {
    std::vector<session::File> items;
    items.reserve(outputs.size());
    const std::uint64_t leaving = leaving_bytes(session, retains);
    for (auto& output : outputs) {
        result<session::File> stored = problem(errc::internal);
        try {
            stored = co_await store_file(session, format, std::move(output), leaving);
        } catch (const std::exception& surprise) {
            stored = problem_of(surprise);
        }
        if (!stored) {
            (void)co_await drop(std::move(items));
            co_return stored.error();
        }
        items.push_back(std::move(*stored));
    }
    co_return items;
}

task<session::File> Submissions::store_file(const session::Session& session, const action::Format& format,
                                            work::JobOutput output, std::uint64_t leaving) {
    session::File file;
    file.id = new_id();
    file.content_type = output.content_type;
    const bool declared = output.content_type == format.media_type;
    const std::string_view extension = declared ? format.extension : file::extension_of(output.content_type);
    file.filename = file::safe_filename(output.filename, extension, session.spec->action);
    file.size = output.reader->size();
    file.sha256 = output.reader->sha256();
    auto counted = co_await files_.adopt(session.payer(), std::move(output.reader), leaving);
    if (!counted) co_return counted.error();
    if (auto stored = co_await files_.put(file.id, {session.id(), std::move(*counted)}); !stored) {
        co_return stored.error();
    }
    co_return file;
}

boost::asio::awaitable<bool> Submissions::holds(Id id, const std::vector<session::File>& items) {
    const auto snapshot = co_await service_.get(id);
    if (!snapshot) co_return snapshot.error().code != errc::not_found;
    const auto& held = (*snapshot)->items;
    co_return !items.empty() && std::ranges::find(held, items.front().id, &session::File::id) != held.end();
}

task<> Submissions::drop(std::vector<session::File> files) {
    for (const auto& file : files) (void)co_await files_.remove(file.id);
    co_return result<>{};
}

}  // namespace baton::core::processing
