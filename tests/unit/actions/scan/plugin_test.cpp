#include "tests/unit/actions/recording_registry.hpp"

#include <baton/media/picture.hpp>
#include <baton/plugin.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

extern "C" baton::Plugin* baton_plugin_create();

namespace baton::scan {
namespace {

using testing::RecordingRegistry;

TEST_CASE("the plugin registers all that scanning needs") {
    const std::unique_ptr<Plugin> plugin{baton_plugin_create()};
    REQUIRE(plugin->provision({{"max_pages", 7}, {"upload_max_bytes", 1000}}).has_value());
    RecordingRegistry registry;
    REQUIRE(plugin->register_with(registry).has_value());
    REQUIRE(registry.formats.size() == 2);
    CHECK(registry.formats[0].id == "pdf");
    CHECK(registry.formats[0].is_default);
    CHECK(registry.formats[1].id == "images");
    CHECK(registry.accepts == media::decodable_types());
    CHECK(registry.processor);
    CHECK(registry.inspector);
    CHECK(registry.operations.contains("preview"));
    CHECK(registry.operations.contains("render"));
    CHECK(registry.asset(registry.entry));
}

TEST_CASE("its fields and forms are those of the contract") {
    const std::unique_ptr<Plugin> plugin{baton_plugin_create()};
    REQUIRE(plugin->provision({{"max_pages", 7}, {"upload_max_bytes", 1000}}).has_value());
    RecordingRegistry registry;
    REQUIRE(plugin->register_with(registry).has_value());
    CHECK(registry.presentation.format_field == "scan_output_format");
    CHECK(registry.presentation.result_field == "scan_result");
    CHECK(registry.presentation.top_level_options == std::vector<std::string>{"document_mode"});
    CHECK(registry.retains);
    CHECK(registry.upload_limit.most == 7);
    CHECK(registry.upload_limit.error == "page limit exceeded");
    REQUIRE(registry.upload_forms.size() == 1);
    CHECK(registry.upload_forms[0].name == "upload");
    CHECK(registry.upload_forms[0].max_bytes == 1000);
    CHECK(registry.upload_forms[0].operation == "render");
    CHECK(registry.upload_forms[0].indices.size() == 2);
    REQUIRE(registry.submit_forms.size() == 1);
    CHECK(registry.submit_forms[0].name == "finalize");
}

TEST_CASE("an unknown setting stops the plugin") {
    const std::unique_ptr<Plugin> plugin{baton_plugin_create()};
    CHECK(plugin->provision({{"colour", "blue"}}).error().pointer == "/colour");
}

}  // namespace
}  // namespace baton::scan
