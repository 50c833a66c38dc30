#include "core/file/blob.hpp"
#include "core/session/lifecycle.hpp"
#include "tests/unit/core/store/file_store_suite.hpp"
#include "tests/unit/core/store/session_store_suite.hpp"
#include "tests/unit/core/store/sql/world.hpp"

#include <string>
#include <utility>

using namespace baton::core;
using namespace baton::core::store;
using namespace std::chrono_literals;
using session::Annex;
using session::Changes;
using session::File;
using session::Session;
using session::Snapshot;
using session::Status;

namespace {

const session::TimePoint t0{1'700'000'000s};

Session session_of(access::Owner owner) {
    Session session = suite::make_session(t0);
    auto spec = *session.spec;
    spec.owner = owner;
    spec.action = "photo";
    session.spec = std::make_shared<const session::Spec>(std::move(spec));
    return session;
}

File named_file(sql::World& world, const Id& session, std::size_t size) {
    File file;
    file.id = new_id();
    file.key = "page";
    file.content_type = "image/jpeg";
    file.size = size;
    const auto writer = world.open->files.begin({0, session});
    REQUIRE(world.run(writer->write(std::vector<std::byte>(size, std::byte{'x'}))).has_value());
    file.sha256 = (*world.run(writer->seal()))->sha256();
    REQUIRE(world.run(writer->commit(file.id)).has_value());
    return file;
}

result<Snapshot> add(sql::World& world, const Snapshot& before, const File& file) {
    Session next = *before;
    next.uploads.push_back({file});
    Changes changes;
    changes.takes.push_back(file);
    return world.run(world.open->sessions.compare_and_set(before->id(), before->version, next, std::move(changes)));
}

result<Snapshot> clear(sql::World& world, const Snapshot& before) {
    Session next = *before;
    Changes changes;
    changes.drops = session::all_files(next);
    next.uploads.clear();
    return world.run(world.open->sessions.compare_and_set(before->id(), before->version, next, std::move(changes)));
}

}  // namespace

TEST_CASE("the SQL session store passes the suite") {
    sql::World world;
    world.run(suite::session_store_suite(world.open->sessions));
    CHECK(world.count("SELECT count(*) FROM session_annex") == 0);
}

TEST_CASE("the SQL file store passes the suite") {
    sql::World world;
    file::BlobWriter made;
    REQUIRE(made.append(std::vector<std::byte>(700)).has_value());
    const suite::Settle settle = [&]() -> boost::asio::awaitable<void> {
        CHECK((co_await world.open->jobs.work()).has_value());
    };
    world.run(suite::file_store_suite(world.open->files, *made.finish(), settle));
    world.do_jobs();
    CHECK(world.count("SELECT count(*) FROM outbox_job") == 0);
}

TEST_CASE("sessions, annexes, files and quotas are there after a restart") {
    sql::World world;
    const auto first = *world.run(world.open->sessions.create(session_of(1)));
    const File file = named_file(world, first->id(), 600);
    auto added = add(world, first, file);
    REQUIRE(added.has_value());
    CHECK(world.open->files.usage() == 600);
    const std::string draft(512 * 1024, 'd');
    Session next = **added;
    next.draft_bytes = static_cast<std::uint32_t>(draft.size());
    next.status = Status::opened;
    Changes changes;
    changes.annexes.push_back({Annex::draft, std::make_shared<const std::string>(draft)});
    REQUIRE(world.run(world.open->sessions.compare_and_set(first->id(), 2, next, std::move(changes))).has_value());

    world.restart();
    const auto found = world.run(world.open->sessions.get(first->id()));
    REQUIRE(found.has_value());
    CHECK((*found)->status == Status::opened);
    CHECK((*found)->version == 3);
    CHECK((*found)->spec->owner == 1);
    CHECK((*found)->spec->created_at == t0);
    CHECK((*found)->uploads.at(0).file.sha256 == file.sha256);
    CHECK(**world.run(world.open->sessions.annex(first->id(), Annex::draft)) == draft);
    CHECK(world.open->files.usage() == 600 + draft.size());
    CHECK(*world.run(world.open->files.session_of(file.id)) == first->id());
    CHECK((*world.run(world.open->files.get(file.object())))->sha256() == file.sha256);
    // What the session has counts against its quota, what it gives up no longer.
    const auto writer = world.open->files.begin((*found)->payer(), draft.size());
    CHECK(world.run(writer->write(std::vector<std::byte>(401))).error().code == errc::session_quota_exceeded);
    REQUIRE(clear(world, *found).has_value());
    CHECK(world.open->files.usage() == draft.size());
    world.do_jobs();
    CHECK(world.run(world.open->files.get(file.object())).error().code == errc::not_found);
}

TEST_CASE("a file that no session came to have is removed, at once or when its hour is over") {
    sql::World world;
    const auto session = *world.run(world.open->sessions.create(session_of(0)));
    const File given_up = named_file(world, session->id(), 10);
    REQUIRE(world.run(world.open->files.remove(given_up.id)).has_value());
    world.do_jobs();
    CHECK(world.run(world.open->files.get(given_up.object())).error().code == errc::not_found);

    const File forgotten = named_file(world, session->id(), 10);
    world.restart();
    world.do_jobs();
    CHECK(world.run(world.open->files.get(forgotten.object())).has_value());
    (void)world.run(world.open->database->commit({{"UPDATE outbox_job SET due = 0"}}));
    world.do_jobs();
    CHECK(world.run(world.open->files.get(forgotten.object())).error().code == errc::not_found);
}

TEST_CASE("a file that is being removed no session gets any more, and one that a session has nobody removes") {
    sql::World world;
    const auto first = *world.run(world.open->sessions.create(session_of(0)));
    const File late = named_file(world, first->id(), 10);
    (void)world.run(world.open->database->commit({{"UPDATE outbox_job SET attempts = 1"}}));
    CHECK(add(world, first, late).error().code == errc::unavailable);
    CHECK((*world.run(world.open->sessions.get(first->id())))->uploads.empty());
    CHECK(world.count("SELECT count(*) FROM session_file") == 0);

    // Nor one that was removed meanwhile, job and all.
    const File gone = named_file(world, first->id(), 10);
    (void)world.run(world.open->database->commit({{"DELETE FROM outbox_job"}}));
    CHECK(add(world, first, gone).error().code == errc::unavailable);
    CHECK(world.count("SELECT count(*) FROM session_file") == 0);

    const File file = named_file(world, first->id(), 10);
    // Too late by a version: nothing is changed, and the file is still to be removed in an hour.
    const auto stale = std::make_shared<Session>(*first);
    stale->version = 7;
    CHECK(add(world, stale, file).error().code == errc::conflict);
    CHECK(world.count("SELECT count(*) FROM outbox_job WHERE attempts = 0") == 1);
    REQUIRE(add(world, first, file).has_value());
    CHECK(world.count("SELECT count(*) FROM outbox_job WHERE attempts = 0") == 0);
    (void)world.run(world.open->database->commit({{"UPDATE outbox_job SET due = 0"}}));
    world.do_jobs();
    CHECK(world.run(world.open->files.get(file.object())).has_value());
}

TEST_CASE("a change whose answer was lost is recognised when it is tried again") {
    sql::World world;
    auto& wire = world.open->wire;
    for (int* fault : {&wire.lost, &wire.unmade}) {
        *fault = 1;
        const auto created = world.run(world.open->sessions.create(session_of(0)));
        REQUIRE(created.has_value());
        const File file = named_file(world, (*created)->id(), 10);
        *fault = 2;
        const auto added = add(world, *created, file);
        REQUIRE(added.has_value());
        CHECK((*added)->version == 2);
        CHECK((*world.run(world.open->sessions.get((*created)->id())))->version == 2);
        *fault = 1;
        REQUIRE(clear(world, *added).has_value());
    }
    CHECK(world.open->files.usage() == 0);

    // For as long as nobody answers nobody knows, and nothing is held for it.
    const auto session = *world.run(world.open->sessions.create(session_of(0)));
    const File file = named_file(world, session->id(), 10);
    wire.lost = 3;
    CHECK(add(world, session, file).error().code == errc::uncertain);
    CHECK(world.open->files.usage() == 0);
    CHECK((*world.run(world.open->sessions.get(session->id())))->version == 2);
    CHECK(world.run(world.open->files.get(file.object())).has_value());
    Session next = *session;
    wire.gone = true;
    CHECK(world.run(world.open->sessions.compare_and_set(session->id(), 2, next)).error().code == errc::unavailable);
    CHECK(world.run(world.open->sessions.get(session->id())).error().code == errc::unavailable);
}

TEST_CASE("of two writers at the same version one wins, whatever else they bring") {
    sql::World world;
    const auto session = *world.run(world.open->sessions.create(session_of(0)));
    int won = 0;
    int lost = 0;
    for (int i = 0; i < 20; ++i) {
        Session next = *session;
        next.draft_bytes = 2;
        Changes changes;
        changes.annexes.push_back({Annex::draft, std::make_shared<const std::string>(std::to_string(10 + i))});
        boost::asio::co_spawn(world.context,
                              world.open->sessions.compare_and_set(session->id(), 1, next, std::move(changes)),
                              [&](const std::exception_ptr&, const result<Snapshot>& outcome) {
                                  ++(outcome ? won : lost);
                                  if (!outcome) CHECK(outcome.error().code == errc::conflict);
                              });
    }
    world.context.restart();
    world.context.run();
    CHECK(won == 1);
    CHECK(lost == 19);
    CHECK(world.count("SELECT count(*) FROM session_annex") == 1);
}

TEST_CASE("a server that is alone knows that submissions of before it began are gone") {
    sql::World world;
    const auto lease = [&](session::TimePoint until, const Id& submission) {
        Session session = session_of(0);
        session.lease = session::Lease{submission, until};
        return (*world.run(world.open->sessions.create(session)))->id();
    };
    const auto began = t0 + 100s;
    const Id before = lease(began + 20s, new_id());
    const Id since = lease(began + 21s, new_id());
    const Id grace = lease(began + 2s, Id{});
    sql::SqlSessionStore alone{*world.open->database, world.open->files,           world.open->owners,
                               std::nullopt,          sql::Times::of_this_machine, began};
    CHECK_FALSE((*world.run(alone.get(before)))->lease);
    CHECK((*world.run(alone.get(since)))->lease);
    CHECK((*world.run(alone.get(grace)))->lease);
    // One of several leaves it to the other until its time is over.
    CHECK((*world.run(world.open->sessions.get(before)))->lease);
}

TEST_CASE("limits that an operator has set count sessions that have not ended, over restarts") {
    sql::World world;
    world.limits = Shares::Limits{3, 2};
    world.restart();
    const auto create = [&](access::Owner owner) { return world.run(world.open->sessions.create(session_of(owner))); };
    const auto first = create(0);
    REQUIRE(first.has_value());
    REQUIRE(create(0).has_value());
    CHECK(create(0).error().code == errc::storage_full);
    world.restart();
    CHECK(create(0).error().code == errc::storage_full);
    REQUIRE(create(1).has_value());
    CHECK(create(2).error().detail == "MAX_SESSIONS reached");
    auto ended = session::lifecycle::tick(**first, t0 + 60s);
    REQUIRE(world.run(world.open->sessions.compare_and_set((*first)->id(), 1, *ended)).has_value());
    CHECK(create(2).has_value());
}

TEST_CASE("tables that refuse what they must take are a fault of the server's, not of whoever asked") {
    sql::World world;
    const auto session = *world.run(world.open->sessions.create(session_of(0)));
    for (const char* trigger :
         {"CREATE TRIGGER a BEFORE INSERT ON session BEGIN SELECT RAISE(ABORT, 'refused'); END",
          "CREATE TRIGGER b BEFORE UPDATE ON session BEGIN SELECT RAISE(ABORT, 'refused'); END",
          "CREATE TRIGGER c BEFORE DELETE ON session BEGIN SELECT RAISE(ABORT, 'refused'); END"}) {
        REQUIRE(world.run(world.open->database->commit({{trigger}})).has_value());
    }
    auto& sessions = world.open->sessions;
    CHECK(world.run(sessions.create(session_of(0))).error().code == errc::internal);
    CHECK(world.run(sessions.compare_and_set(session->id(), 1, *session)).error().code == errc::internal);
    CHECK(world.run(sessions.remove(session->id())).error().code == errc::internal);
}

TEST_CASE("a session that cannot be read keeps no other from its end") {
    sql::World world;
    const auto broken = *world.run(world.open->sessions.create(session_of(0)));
    const auto sound = *world.run(world.open->sessions.create(session_of(0)));
    (void)world.run(world.open->database->commit(
        {{"UPDATE session SET record = '{\"record\":99}' WHERE id = $1", {to_string(broken->id())}}}));
    const auto due = world.run(world.open->sessions.due(t0 + 60s, 10));
    REQUIRE(due->size() == 1);
    CHECK(due->front()->id() == sound->id());
    CHECK(world.run(world.open->sessions.get(broken->id())).error().code == errc::internal);
}
