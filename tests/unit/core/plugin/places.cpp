#include "core/plugin/places.hpp"

#include "core/plugin/directory.hpp"
#include "tests/unit/core/scratch.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>

using namespace baton::core::plugin;

namespace {

const std::filesystem::path plugins_of_tests = std::getenv("BATON_TEST_PLUGINS");

void copy(const Scratch& scratch, const std::string& from, const std::string& to) {
    std::filesystem::copy_file(plugins_of_tests / from, scratch.path / to);
}

}  // namespace

TEST_CASE("plugins come from all places, each name once") {
    const Scratch one;
    const Scratch other;
    for (const char* file : {"strict.json", "strict.so"}) copy(one, file, file);
    for (const char* file : {"misbehave.json", "misbehave.so"}) copy(other, file, file);
    const Places places{one.path, other.path};
    CHECK(installed(places) == std::vector<std::string>{"misbehave", "strict"});
    CHECK(place_of(places, "misbehave") == other.path);
    CHECK(place_of(places, "photo").empty());
    const auto files = find_plugins(places, {"strict", "misbehave"}, {}).value();
    CHECK(files[0].library == one.path / "strict.so");
    CHECK(files[1].library == other.path / "misbehave.so");
    CHECK(find_plugins(places, {"photo"}, {}).error().detail.find(one.path.string() + ", " + other.path.string()) !=
          std::string::npos);
}

TEST_CASE("a name in two places is nobody's guess") {
    const Scratch one;
    const Scratch other;
    for (const Scratch* each : {&one, &other}) copy(*each, "strict.json", "strict.json");
    CHECK(find_plugins({one.path, other.path}, {}, {}).error().detail ==
          "plugin 'strict': is installed in " + one.path.string() + " and in " + other.path.string());
    CHECK(check_places({one.path, "/no/such/directory"}).has_error());
}

TEST_CASE("a plugin without a manifest is found, a library that plugins link is not") {
    const Scratch scratch;
    copy(scratch, "strict.so", "lonely.so");
    for (const char* file : {"strict.json", "strict.so"}) copy(scratch, file, file);
    scratch.write("libhelper.so",
                  "\x7f"
                  "ELF and nothing of ours");
    CHECK(without_manifest({scratch.path}) == std::vector{scratch.path / "lonely.so"});
}
