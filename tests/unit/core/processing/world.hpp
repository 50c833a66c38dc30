#pragma once

#include "core/action/catalog.hpp"
#include "core/file/blob.hpp"
#include "core/processing/job_ground.hpp"
#include "core/session/service.hpp"
#include "core/work/wire/jobs.hpp"
#include "tests/unit/core/processing/counting_store.hpp"
#include "tests/unit/core/run.hpp"
#include "tests/unit/core/session/failing_store.hpp"

#include <boost/asio/io_context.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace baton::core::processing {

namespace asio = boost::asio;
using namespace std::chrono_literals;

/// A worker whose jobs the test does.
class FakeWorker : public work::Jobs {
public:
    std::function<task<work::JobReply>(work::Job)> work;
    std::vector<work::Job> seen;  ///< in the order they came, without their files' bytes

    /// Answers every job at once.
    void answer(std::function<result<work::JobReply>(const work::Job&)> reply) {
        work = [reply = std::move(reply)](work::Job job) -> task<work::JobReply> { return now(reply, std::move(job)); };
    }

    task<work::JobReply> run(work::Job job) override {
        auto& note = seen.emplace_back(job);
        for (auto& file : note.files) file.reader.reset();
        co_return co_await work(std::move(job));
    }

private:
    static task<work::JobReply> now(std::function<result<work::JobReply>(const work::Job&)> reply, work::Job job) {
        co_return reply(job);
    }
};

inline std::shared_ptr<const file::Blob> blob_of(std::string_view bytes) {
    file::BlobWriter writer;
    REQUIRE(writer.append(std::as_bytes(std::span{bytes})).has_value());
    return writer.finish().value();
}

inline work::JobOutput output(std::string type, std::string_view bytes, std::string name = "made") {
    return {std::move(type), std::move(name), blob_of(bytes)};
}

/// One action over memory stores, with a clock that the test moves. Quotas: 1000 bytes a session, 1500 in all.
struct World {
    session::TimePoint now{1'700'000'000s};
    CountingStore files{1000, 1500};
    session::FailingStore stored{files, 100};
    event::Hub hub;
    session::Service sessions{stored, files, hub, [this] { return now; }};
    FakeWorker worker;
    asio::io_context context;
    action::Catalog catalog;
    Id id;  ///< an open session of that action

    explicit World(action::ActionDescriptor action = usual_action()) : catalog(one(std::move(action))) {
        id = create();
        REQUIRE(run(sessions.open(id)).has_value());
    }

    static action::ActionDescriptor usual_action() {
        action::ActionDescriptor action;
        action.id = "stamp";
        action.formats.push_back({"jpg", "image/jpeg", "jpeg"});
        action.accepts = {"image/jpeg"};
        action.inspects = true;
        action.operations = {{"preview", false, false}, {"render", false, true}, {"see", true, true}};
        return action;
    }

    template <class T>
    result<T> run(task<T> work) {
        return run_on(context, std::move(work));
    }

    Id create() {
        session::Spec request;
        request.id = new_id();
        request.action = catalog.list().front().id;
        request.format = "jpg";
        request.owner = 7;
        request.session_ttl = 60s;
        request.result_ttl = 30s;
        request.created_at = now;
        return (*run(sessions.create(std::move(request))))->id();
    }

    session::Snapshot session() { return run(sessions.get(id)).value(); }
    const action::ActionDescriptor& action() const { return catalog.list().front(); }
    JobGround ground() { return job_ground(catalog, *session()).value(); }

    /// A writer that has taken these bytes in.
    std::unique_ptr<file::FileWriter> writer_of(std::string_view bytes) {
        auto writer = files.begin({7, id}, 0);
        REQUIRE(run(writer->write(std::as_bytes(std::span{bytes}))).has_value());
        return writer;
    }

    /// An upload of so many bytes under that key.
    session::File upload(std::string key, std::size_t size) {
        const auto writer = writer_of(std::string(size, 'u'));
        session::File file;
        file.id = new_id();
        file.key = std::move(key);
        file.content_type = "image/jpeg";
        file.size = size;
        file.sha256 = run(writer->seal()).value()->sha256();
        REQUIRE(run(writer->commit(file.id)).has_value());
        REQUIRE(run(sessions.put_upload(id, file)).has_value());
        return file;
    }

private:
    static std::vector<action::ActionDescriptor> one(action::ActionDescriptor action) {
        std::vector<action::ActionDescriptor> actions;
        actions.push_back(std::move(action));
        return actions;
    }
};

}  // namespace baton::core::processing
