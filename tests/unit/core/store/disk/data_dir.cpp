#include "core/store/disk/data_dir.hpp"

#include "tests/unit/core/scratch.hpp"

#include <doctest/doctest.h>

#include <optional>

using namespace baton::core;
using store::disk::DataDir;

TEST_CASE("data directory: one alone, or many together, never both") {
    const Scratch scratch;
    const auto path = scratch.path / "data";
    const std::string refused = "DATA_DIR: another Baton works in " + path.string();
    {
        const auto alone = DataDir::claim(path);
        REQUIRE(alone.has_value());
        CHECK(DataDir::claim(path).error().detail == refused);
        CHECK(DataDir::share(path).error().detail == refused);
    }
    const auto one = DataDir::share(path);
    const auto other = DataDir::share(path);
    CHECK(one.has_value());
    CHECK(other.has_value());
    CHECK(DataDir::claim(path).error().detail == refused);
}
