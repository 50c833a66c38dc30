#include "core/processing/intake.hpp"
#include "core/processing/operation_calls.hpp"
#include "core/processing/submission.hpp"
#include "tests/unit/core/processing/world.hpp"

using namespace baton::core;
using namespace baton::core::processing;
using work::Job;
using work::JobReply;

namespace {

/// How a store can end the last change of what is processed.
struct Ending {
    errc told;
    bool made;
};
constexpr Ending refused{errc::unavailable, false}, lost{errc::uncertain, false}, lost_but_made{errc::uncertain, true};

/// A worker that keeps and makes files of 40 bytes, at whose answer the store begins to fail.
struct FailingWorld : World {
    explicit FailingWorld(Ending ending) {
        worker.answer([this, ending](const Job& job) {
            stored.writes = ending.told;
            stored.makes = ending.made;
            JobReply reply;
            if (job.kind == work::JobKind::process) reply.files.push_back(output("image/jpeg", std::string(40, 'r')));
            if (job.kind == work::JobKind::operate)
                reply.keep.push_back({"p1", output("image/png", std::string(40, 'k')), {}});
            return reply;
        });
    }

    Intake intake{catalog, sessions, files, worker};
    Submissions submissions{sessions, files, worker, 10s};
    OperationCalls calls{sessions, files, worker};

    /// Bytes of the files that can still be fetched, once the store answers again.
    std::uint64_t usage_afterwards() {
        stored.writes.reset();
        return files.usage();
    }
    errc take() {
        const auto writer = writer_of("\xFF\xD8\xFF jpeg");
        return run(intake.take(*session(), "p1", *writer, "", "r1", {})).error().code;
    }
    errc submit() { return run(submissions.submit(id, {&action(), {}, {}, std::nullopt, "r1", {}, now})).error().code; }
    errc keep() {
        const auto now = session();
        auto reply = run(calls.call(*now, ground(), {"preview", JsonText{R"({"key":"p1"})"}, "r1", false})).value();
        return run(calls.keep(*now, std::move(reply.keep))).error().code;
    }
};

}  // namespace

TEST_CASE("an upload whose change was lost keeps its file, one that the store refused does not") {
    const auto usage_after = [](Ending ending) {
        FailingWorld world{ending};
        CHECK(world.take() == ending.told);
        const auto usage = world.usage_afterwards();
        const auto uploads = world.session()->uploads;
        CHECK(uploads.size() == (ending.made ? 1 : 0));
        for (const auto& upload : uploads) CHECK(world.run(world.files.get(upload.file.object())).has_value());
        return usage;
    };
    CHECK(usage_after(refused) == 0);
    CHECK(usage_after(lost) == 8);
    CHECK(usage_after(lost_but_made) == 8);
}

TEST_CASE("a submission whose change was lost keeps its results, one that the store refused does not") {
    const auto usage_after = [](Ending ending) {
        FailingWorld world{ending};
        CHECK(world.submit() == ending.told);
        const auto usage = world.usage_afterwards();
        const auto now = world.session();
        CHECK((now->status == session::Status::completed) == ending.made);
        for (const auto& item : now->items) CHECK(world.run(world.files.get(item.object())).has_value());
        return usage;
    };
    CHECK(usage_after(refused) == 0);
    CHECK(usage_after(lost) == 40);
    CHECK(usage_after(lost_but_made) == 40);
}

TEST_CASE("a kept file whose change was lost stays, one that the store refused does not") {
    const auto usage_after = [](Ending ending) {
        FailingWorld world{ending};
        world.upload("p1", 5);
        CHECK(world.keep() == ending.told);
        const auto usage = world.usage_afterwards();
        const auto kept = world.session()->uploads.at(0).kept;
        CHECK((kept != nullptr) == ending.made);
        if (kept) CHECK(world.run(world.files.get(kept->object())).has_value());
        return usage;
    };
    CHECK(usage_after(refused) == 5);
    CHECK(usage_after(lost) == 45);
    CHECK(usage_after(lost_but_made) == 45);
}

TEST_CASE("a lease whose answer was lost is given back") {
    for (const Ending ending : {lost, lost_but_made}) {
        FailingWorld world{ending};
        world.stored.writes = ending.told;
        world.stored.makes = ending.made;
        world.stored.once = true;
        CHECK(world.submit() == errc::uncertain);
        CHECK(world.worker.seen.empty());
        CHECK_FALSE(world.session()->lease.has_value());
    }
}
