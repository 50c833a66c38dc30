#include "core/config/secret_files.hpp"

#include "tests/unit/core/scratch.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <string>
#include <utility>

using namespace baton::core::config;

namespace {

baton::core::result<Variables> from_files(Variables variables) {
    return read_secret_files(std::move(variables), {"API_KEYS", "DATABASE_URL", "SESSION_DATABASE_URL"});
}

}  // namespace

TEST_CASE("a secret is read from the file that is named") {
    const Scratch scratch;
    const auto path = scratch.path / "secret";
    std::ofstream{path} << "a-secret-of-many-letters\r\n\n";
    CHECK(*from_files({{"API_KEYS_FILE", path}}) == Variables{{"API_KEYS", "a-secret-of-many-letters"}});
    CHECK(*from_files({{"SESSION_DATABASE_URL_FILE", path}}) ==
          Variables{{"SESSION_DATABASE_URL", "a-secret-of-many-letters"}});
    CHECK(*from_files({{"API_KEYS_FILE", path}, {"API_KEYS", ""}}) ==
          Variables{{"API_KEYS", "a-secret-of-many-letters"}});
    CHECK(*from_files({{"API_KEYS", "x"}, {"API_KEYS_FILE", ""}, {"PLUGIN_FILE", "y"}}) ==
          Variables{{"API_KEYS", "x"}, {"PLUGIN_FILE", "y"}});
}

TEST_CASE("a secret's file that does not do is named, and never shown") {
    const Scratch scratch;
    const auto path = scratch.path / "secret";
    CHECK(from_files({{"API_KEYS_FILE", path}}).error().detail ==
          "API_KEYS_FILE: the file that it names: No such file or directory");
    std::ofstream{path} << "\n";
    CHECK(from_files({{"API_KEYS_FILE", path}}).error().detail == "API_KEYS_FILE: the file that it names: it is empty");
    std::ofstream{path} << std::string(65 * 1024, 'x');
    CHECK(from_files({{"API_KEYS_FILE", path}}).error().detail ==
          "API_KEYS_FILE: the file that it names: it has more than 64 KiB");
    CHECK(from_files({{"API_KEYS_FILE", scratch.path}}).error().detail.starts_with("API_KEYS_FILE: "));
    CHECK(from_files({{"API_KEYS_FILE", path}, {"API_KEYS", "x"}}).error().detail ==
          "API_KEYS and API_KEYS_FILE are both set");
}
