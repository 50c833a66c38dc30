#include "core/file/blob.hpp"
#include "core/store/sql/orphans.hpp"
#include "tests/unit/core/store/sql/world.hpp"

#include <filesystem>
#include <string>

using namespace baton::core;
using namespace baton::core::store;
using namespace std::chrono_literals;
using sql::Knowledge;

namespace {

result<Knowledge> opened(sql::World& world) {
    return world.run(sql::open_installation(*world.open->database, *world.open->objects));
}

/// A file that nobody knows of, which was put so long ago.
Id stray(sql::World& world, std::chrono::hours age) {
    file::BlobWriter writer;
    REQUIRE(writer.append(std::vector<std::byte>(5)).has_value());
    const Id name = new_id();
    REQUIRE(world.run(world.open->objects->put(name, *writer.finish())).has_value());
    const auto file = world.scratch.path / "files" / to_string(name).substr(0, 2) / to_string(name);
    std::filesystem::last_write_time(file, std::filesystem::file_time_type::clock::now() - age);
    return name;
}

bool is_there(sql::World& world, const Id& name) {
    return world.run(world.open->objects->get({name, 5, ""})).has_value();
}

std::uint64_t orphans(sql::World& world, Knowledge knowledge) {
    const auto swept = world.run(sql::sweep_orphans(*world.open->database, *world.open->objects, knowledge));
    REQUIRE(swept.has_value());
    world.do_jobs();
    return swept->orphans;
}

}  // namespace

TEST_CASE("tables and files know that they belong together") {
    sql::World world;
    CHECK(*opened(world) == Knowledge::whole);
    world.restart();
    CHECK(*opened(world) == Knowledge::whole);

    sql::World other;
    REQUIRE(opened(other).has_value());
    other.open.reset();
    std::filesystem::copy_file(world.scratch.path / "files" / "installation",
                               other.scratch.path / "files" / "installation",
                               std::filesystem::copy_options::overwrite_existing);
    other.restart();
    CHECK(opened(other).error().code == errc::internal);
    other.scratch.write("files/installation", "something else");
    CHECK(opened(other).error().code == errc::internal);
}

TEST_CASE("what others keep behind the line of the tables' marker stays there") {
    sql::World world;
    REQUIRE(opened(world).has_value());
    const auto& objects = world.open->objects;
    const std::string others = "sealed 0123456789abcdef\nand so on\n";
    const std::string ours = *world.run(objects->marker());
    REQUIRE(world.run(objects->set_marker(ours + others)).has_value());
    CHECK(*opened(world) == Knowledge::whole);
    const std::string counted = *world.run(objects->marker());
    CHECK(counted != ours + others);
    CHECK(counted.substr(counted.find('\n') + 1) == others);
    REQUIRE(world.run(sql::adopt_files(*world.open->database, *objects)).has_value());
    const std::string adopted = *world.run(objects->marker());
    CHECK(adopted.substr(adopted.find('\n') + 1) == others);
}

TEST_CASE("files that no table names go when they are a day old, and nothing else does") {
    sql::World world;
    REQUIRE(opened(world).has_value());
    const Id young = stray(world, 23h);
    const Id old = stray(world, 25h);
    world.scratch.write("files/" + to_string(old).substr(0, 2) + "/a-file-of-somebody-else", "theirs");
    CHECK(orphans(world, Knowledge::whole) == 1);
    CHECK(is_there(world, young));
    CHECK_FALSE(is_there(world, old));
    CHECK(std::filesystem::exists(world.scratch.path / "files" / to_string(old).substr(0, 2) /
                                  "a-file-of-somebody-else"));
    CHECK(orphans(world, Knowledge::whole) == 0);
}

TEST_CASE("after tables were restored from a backup, files stay until somebody says that nobody has them") {
    sql::World world;
    REQUIRE(opened(world).has_value());
    world.open.reset();
    const auto tables = world.scratch.path / "baton.sqlite";
    std::filesystem::copy_file(tables, world.scratch.path / "backup");
    for (int i = 0; i < 3; ++i) {
        world.restart();
        CHECK(*opened(world) == Knowledge::whole);
    }
    world.open.reset();
    std::filesystem::copy_file(world.scratch.path / "backup", tables,
                               std::filesystem::copy_options::overwrite_existing);
    const auto restored = [&] {
        world.restart();
        return *opened(world);
    };
    // Also when it was opened more often since than before.
    for (int i = 0; i < 5; ++i) CHECK(restored() == Knowledge::restored);
    const Id old = stray(world, 25h);
    CHECK(orphans(world, Knowledge::restored) == 1);
    CHECK(is_there(world, old));
    REQUIRE(world.run(sql::adopt_files(*world.open->database, *world.open->objects)).has_value());
    CHECK(restored() == Knowledge::whole);
    CHECK(orphans(world, Knowledge::whole) == 1);
    CHECK_FALSE(is_there(world, old));
}

TEST_CASE("files that are not where they should be stop the start, until somebody says that they are lost") {
    sql::World world;
    REQUIRE(opened(world).has_value());
    const auto marker = world.scratch.path / "files" / "installation";
    std::filesystem::remove(marker);
    // Nobody misses anything yet.
    REQUIRE(opened(world).has_value());
    std::filesystem::remove(marker);
    std::vector<db::Statement> file{{"INSERT INTO session_file (id, session, owner, bytes) VALUES ('f', 's', 'a', 1)"}};
    REQUIRE(world.run(world.open->database->commit(std::move(file))).has_value());
    CHECK(opened(world).error().detail.find("is it the right place?") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(marker));
    REQUIRE(world.run(sql::adopt_files(*world.open->database, *world.open->objects)).has_value());
    CHECK(*opened(world) == Knowledge::whole);
}
