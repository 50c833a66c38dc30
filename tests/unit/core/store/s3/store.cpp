#include "core/store/s3/bucket_check.hpp"
#include "server.hpp"

#include <fstream>

using namespace baton::core;
using namespace baton::core::store;
using namespace baton::core::store::s3;

namespace {

/// A part's least size, so that tests of parts stay small.
constexpr std::size_t part = std::size_t{5} * 1024 * 1024;

Settings small_parts(Settings settings) {
    settings.part_size = part;
    return settings;
}

std::size_t unfinished_in(Stored& stored) {
    return stored.wait(stored.store().unfinished()).value().size();
}

}  // namespace

TEST_CASE("objects in a bucket: their life, how they are read, how they are listed") {
    S3Server server;
    if (!server) return;
    Stored stored{server.settings()};
    stored.run(object_suite::life_suite(stored.store()));
    stored.run(object_suite::reading_suite(stored.store()));
    stored.run(object_suite::listing_suite(stored.store(), 20));
}

TEST_CASE("files of all sizes, in one request or in parts") {
    S3Server server;
    if (!server) return;
    Stored stored{small_parts(server.settings())};
    stored.run(
        object_suite::sizes_suite(stored.store(), {0, 1, 65'536, 65'537, part, part + 1, 2 * part, 3 * part - 1}));
    CHECK(unfinished_in(stored) == 0);
    CHECK(stored.left_behind.empty());
}

TEST_CASE("more objects than a page holds") {
    S3Server server;
    if (!server) return;
    Stored stored{server.settings()};
    // As another program would write them; through the store it would take long.
    std::set<Id> names;
    while (names.size() < 2'500) {
        const Id name = *names.insert(new_id()).first;
        const std::filesystem::path path = server.folder() + "/baton/" + stored.store().key(name);
        std::filesystem::create_directories(path.parent_path());
        std::ofstream{path} << "x";
    }
    std::set<Id> listed;
    std::size_t pages = 0;
    std::string next;
    do {
        const auto page = stored.wait(stored.store().list(next)).value();
        for (const auto& entry : page.entries) listed.insert(entry.name);
        next = page.next;
        ++pages;
    } while (!next.empty());
    CHECK(pages == 3);
    CHECK((listed == names));
}

TEST_CASE("what is not of our form is never listed and never removed") {
    S3Server server;
    if (!server) return;
    Stored stored{server.settings()};
    const std::string uuid = to_string(new_id());
    std::vector<std::string> foreign{"other/files/" + uuid.substr(0, 2) + "/" + uuid,
                                     "baton/" + uuid,
                                     "baton/files/" + uuid,
                                     "baton/files/zz/" + uuid,
                                     "baton/files/" + uuid.substr(0, 2) + "/" + uuid + ".tmp",
                                     "baton/files/" + uuid.substr(0, 2) + "/" + uuid.substr(1),
                                     "baton/other/a b+c",
                                     "baton/files/\xc3\xa4 %2F&<>"};
    for (const auto& key : foreign) {
        const std::filesystem::path path = server.folder() + "/baton/" + key;
        std::filesystem::create_directories(path.parent_path());
        std::ofstream{path} << "foreign";
    }
    const Id name = new_id();
    CHECK(stored.wait(stored.store().put(name, object_suite::file_of("ours"))).has_value());
    const auto listing = stored.wait(stored.store().list("")).value();
    REQUIRE(listing.entries.size() == 1);
    CHECK(listing.entries[0].name == name);
    CHECK(stored.wait(stored.store().remove(name)).has_value());
    CHECK(stored.wait(stored.store().remove(*parse_id(uuid))).has_value());
    CHECK(stored.wait(stored.store().list("")).value().entries.empty());
    for (const auto& key : foreign) {
        CAPTURE(key);
        CHECK(std::filesystem::exists(server.folder() + "/baton/" + key));
    }
}

TEST_CASE("a bucket's marker is read as it was written last, and is no file") {
    S3Server server;
    if (!server) return;
    Stored stored{server.settings()};
    CHECK(stored.wait(stored.store().marker()).value().empty());
    for (const auto* text : {"first", "second"}) {
        REQUIRE(stored.wait(stored.store().set_marker(text)).has_value());
        CHECK(stored.wait(stored.store().marker()).value() == text);
    }
    CHECK(stored.wait(stored.store().list("")).value().entries.empty());
}

TEST_CASE("an object that is removed while it is read") {
    S3Server server;
    if (!server) return;
    Stored stored{server.settings()};
    const std::string text = object_suite::varied_text(30'000'000);
    const Id name = new_id();
    REQUIRE(stored.wait(stored.store().put(name, object_suite::file_of(text))).has_value());
    const auto file = stored.wait(stored.store().get(object_suite::object_of(name, text))).value();
    REQUIRE(stored.wait(stored.store().remove(name)).has_value());
    std::string bytes(100, '?');
    const auto buffer = std::as_writable_bytes(std::span{bytes});
    const auto elsewhere = stored.wait(file->read(29'000'000, buffer));
    REQUIRE(elsewhere.has_error());
    CHECK(elsewhere.error().code == errc::not_found);
}
