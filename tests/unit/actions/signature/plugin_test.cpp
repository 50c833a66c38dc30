#include "tests/unit/actions/recording_registry.hpp"

#include <baton/media/picture.hpp>
#include <baton/plugin.hpp>

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

extern "C" baton::Plugin* baton_plugin_create();

namespace baton::signature {
namespace {

using testing::RecordingRegistry;

TEST_CASE("the plugin registers all that a signature needs") {
    const std::unique_ptr<Plugin> plugin{baton_plugin_create()};
    REQUIRE(plugin->provision({{"max_pixels", 1'000'000}}).has_value());
    RecordingRegistry registry;
    REQUIRE(plugin->register_with(registry).has_value());
    std::string formats;
    for (const OutputFormat& format : registry.formats) {
        formats += format.id + " " + format.media_type + ";";
        CHECK(format.extension == format.id);
        CHECK_FALSE(format.is_default);
    }
    CHECK(formats == "svg image/svg+xml;png image/png;jpg image/jpeg;pdf application/pdf;");
    CHECK(registry.options.at("properties").as_object().contains("min_ink"));
    auto accepts = media::decodable_types();
    accepts.emplace_back("image/svg+xml");
    CHECK(registry.accepts == accepts);
    CHECK(registry.processor);
    CHECK(registry.inspector);
}

TEST_CASE("the page is embedded") {
    const std::unique_ptr<Plugin> plugin{baton_plugin_create()};
    REQUIRE(plugin->provision({}).has_value());
    RecordingRegistry registry;
    REQUIRE(plugin->register_with(registry).has_value());
    const Asset* entry = registry.asset(registry.entry);
    REQUIRE(entry);
    CHECK(entry->media_type == "text/javascript");
    CHECK_FALSE(entry->identity.empty());
    CHECK(registry.asset("locales/en.json"));
    for (const std::string& style : registry.styles) CHECK(registry.asset(style));
}

TEST_CASE("an unknown setting stops the plugin") {
    const std::unique_ptr<Plugin> plugin{baton_plugin_create()};
    CHECK(plugin->provision({{"colour", "blue"}}).error().pointer == "/colour");
}

}  // namespace
}  // namespace baton::signature
