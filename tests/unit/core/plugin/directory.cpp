#include "core/plugin/directory.hpp"

#include "tests/unit/core/scratch.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

using namespace baton::core;
using namespace baton::core::plugin;

namespace {

const std::filesystem::path test_plugins = std::getenv("BATON_TEST_PLUGINS");

std::string complaint(const std::vector<std::string>& enabled, const boost::json::object& config = {},
                      const std::filesystem::path& directory = test_plugins) {
    const auto files = find_plugins({directory}, enabled, config);
    REQUIRE(files.has_error());
    CHECK(files.error().detail.find('\n') == std::string::npos);
    return files.error().detail;
}

}  // namespace

TEST_CASE("enabled plugins come in the operator's order with their settings") {
    const auto files =
        find_plugins({test_plugins}, {"strict", "misbehave"}, {{"strict", {{"greeting", "hi"}}}}).value();
    REQUIRE(files.size() == 2);
    CHECK(files[0].id == "strict");
    CHECK(files[0].version == "1.0.0");
    CHECK(files[0].library == test_plugins / "strict.so");
    CHECK(files[0].settings == boost::json::object{{"greeting", "hi"}});
    CHECK(files[1].settings.empty());
}

TEST_CASE("an unknown name lists what is installed") {
    const auto text = complaint({"photo"});
    CHECK(text.starts_with("plugin 'photo': is not installed in "));
    CHECK(text.find("bad-assets, crash-on-load, ") != std::string::npos);
    CHECK(complaint({"strict"}, {{"photo", boost::json::object{}}}).starts_with("PLUGIN_CONFIG: plugin 'photo': "));
    CHECK(complaint({"../strict"}).find("is not installed") != std::string::npos);
}

TEST_CASE("a wrong ABI is refused before the library is touched") {
    CHECK(complaint({"strict", "wrong-abi"}).starts_with("plugin 'wrong-abi': was built with Boost 1_74, "));
}

TEST_CASE("an action that is called like a route is refused before the library is touched") {
    CHECK(complaint({"strict", "files"}).starts_with("plugin 'files': no action may be called 'files': "));
    CHECK(complaint({}).starts_with("plugin 'files': "));  // all that are installed
}

TEST_CASE("what else stands in the way is named") {
    CHECK(complaint({"strict", "strict"}) == "plugin 'strict': is enabled twice");
    CHECK(complaint({"strict"}, {{"strict", 7}}).find("must be an object") != std::string::npos);
    CHECK(complaint({}, {}, "/no/such/directory") ==
          "PLUGIN_DIR: '/no/such/directory' is not allowed: it must be a directory, or several with ':' between");

    const Scratch scratch;
    CHECK(find_plugins({scratch.path}, {}, {}).value().empty());
    scratch.write("broken.json", "{");
    CHECK(complaint({"broken"}, {}, scratch.path) == "plugin 'broken': its manifest is not a JSON object");
    std::filesystem::copy_file(test_plugins / "strict.json", scratch.path / "other.json");
    CHECK(complaint({"other"}, {}, scratch.path).find("id is 'strict'") != std::string::npos);
    std::filesystem::copy_file(test_plugins / "strict.json", scratch.path / "strict.json");
    CHECK(complaint({"strict"}, {}, scratch.path) == "plugin 'strict': its library strict.so is missing");
    scratch.write("large.json", std::string(70'000, ' '));
    CHECK(complaint({"large"}, {}, scratch.path).find("64 KiB") != std::string::npos);
}

TEST_CASE("variables are settings, in place of those in the file") {
    const boost::json::object config{{"strict", {{"greeting", "hi"}, {"kept", 1}}}};
    const auto files = find_plugins({test_plugins}, {"strict", "no-formats"}, config,
                                    {{"STRICT_GREETING", "ho"},
                                     {"STRICT_MAX_PAGES", "50"},
                                     {"STRICT_LOUD", "true"},
                                     {"STRICT_EMPTY", ""},
                                     {"STRICT_", "1"},
                                     {"STRICTER_X", "1"},
                                     {"NO_FORMATS_A", "-7"}})
                           .value();
    CHECK(files[0].settings == boost::json::object{{"greeting", "ho"}, {"kept", 1}, {"max_pages", 50}, {"loud", true}});
    CHECK(files[0].variables.at("max_pages") == "STRICT_MAX_PAGES");
    CHECK_FALSE(files[0].variables.contains("kept"));
    CHECK(files[1].settings == boost::json::object{{"a", -7}});
}
