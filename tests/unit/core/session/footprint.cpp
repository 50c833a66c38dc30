#include "core/session/footprint.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <string>

using namespace baton::core::session;

namespace {

Session with(Extras extras) {
    auto spec = std::make_shared<Spec>();
    spec->set_extras(std::move(extras));
    Session session;
    session.spec = std::move(spec);
    return session;
}

/// What an object of so many texts of so many bytes adds.
std::uint64_t metadata_bytes(int pairs, std::size_t size) {
    Extras extras;
    for (int i = 0; i < pairs; ++i) extras.metadata["key" + std::to_string(i)] = std::string(size, 'x');
    return footprint(with(std::move(extras))) - footprint(with({}));
}

}  // namespace

TEST_CASE("a bare session takes little, and everything that it was asked for with counts") {
    const auto bare = footprint(with({}));
    CHECK(bare < 1000);
    CHECK(metadata_bytes(50, 2048) > 50 * 2048);
    CHECK(metadata_bytes(50, 2048) < 50 * 2048 + 8 * 1024);
    Extras extras;
    extras.intro_text = std::string(16'000, 'x');
    extras.return_url = std::string(2'000, 'x');
    extras.options = {{"a", std::string(5'000, 'x')}, {"b", {1, {{"c", std::string(3'000, 'x')}}}}};
    const auto full = footprint(with(std::move(extras)));
    CHECK(full - bare > 26'000);
    CHECK(full - bare < 28'000);
}

TEST_CASE("what it knows of its files counts, also of what is kept beside them, and goes with them") {
    Session session = with({});
    const auto bare = footprint(session);
    File file;
    file.info = {{"x", std::string(1'000, 'x')}};
    session.uploads.push_back({file});
    const auto one = footprint(session) - bare;
    CHECK(one > 1'000);
    session.uploads.front().kept = std::make_shared<const File>(file);
    CHECK(footprint(session) - bare >= 2 * one);
    session.items.push_back(file);
    CHECK(footprint(session) - bare > 3'000);
    session.result = std::make_shared<const boost::json::object>(boost::json::object{{"r", std::string(5'000, 'x')}});
    CHECK(footprint(session) - bare > 8'000);
    session.uploads.clear();
    session.items.clear();
    session.result.reset();
    CHECK(footprint(session) == bare);
}
