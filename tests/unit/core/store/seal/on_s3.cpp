#include "../s3/server.hpp"
#include "core/store/seal/format.hpp"
#include "core/store/seal/object_store.hpp"
#include "keys.hpp"

#include <fstream>
#include <sstream>

using namespace baton::core;
using namespace baton::core::store;
using namespace baton::core::store::seal;

namespace {

/// A part's least size.
constexpr std::size_t least_part = std::size_t{5} * 1024 * 1024;

std::string file_at(const std::string& path) {
    std::stringstream text;
    text << std::ifstream{path, std::ios::binary}.rdbuf();
    return text.str();
}

}  // namespace

TEST_CASE("sealed files in a bucket: the suite of object stores, in one request and in parts") {
    s3::S3Server server;
    if (!server) return;
    auto settings = server.settings();
    settings.part_size = least_part;
    s3::Stored stored{std::move(settings)};
    boost::asio::thread_pool helper{1};
    const auto ring = ring_of(key_line('1'));
    SealedObjectStore store{stored.store(), ring, helper.get_executor(), SealedObjectStore::Digests::known};
    stored.run(object_suite::life_suite(store));
    stored.run(object_suite::reading_suite(store));
    stored.run(object_suite::listing_suite(store, 20));
    stored.run(object_suite::sizes_suite(store, {0, 1, piece_size, piece_size + 1, least_part, 2 * least_part + 1}));
    CHECK(stored.left_behind.empty());

    const Id name = new_id();
    const std::string text(100'000, 'q');
    REQUIRE(stored.wait(store.put(name, object_suite::file_of(text))).has_value());
    const std::string there = file_at(server.folder() + "/baton/" + stored.store().key(name));
    CHECK(there.size() == sealed_size(text.size()));
    CHECK(there.find("qqqq") == std::string::npos);
    const auto file = stored.wait(store.get(object_suite::object_of(name, text)));
    REQUIRE(file.has_value());
    CHECK((stored.read(*file) == text));
}
