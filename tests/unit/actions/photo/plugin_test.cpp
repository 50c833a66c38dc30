#include "tests/unit/actions/recording_registry.hpp"

#include <baton/media/picture.hpp>
#include <baton/plugin.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

extern "C" baton::Plugin* baton_plugin_create();

namespace baton::photo {
namespace {

using testing::RecordingRegistry;

TEST_CASE("the plugin registers all that a photo needs") {
    const std::unique_ptr<Plugin> plugin{baton_plugin_create()};
    REQUIRE(plugin->provision({{"default_quality", 85}}).has_value());
    RecordingRegistry registry;
    REQUIRE(plugin->register_with(registry).has_value());
    REQUIRE(registry.formats.size() == 3);
    CHECK(registry.formats[0].id == "jpg");
    CHECK(registry.formats[0].media_type == "image/jpeg");
    CHECK(std::ranges::none_of(registry.formats, &OutputFormat::is_default));
    CHECK(registry.options.at("properties").as_object().contains("max_px"));
    CHECK(registry.accepts == media::decodable_types());
    CHECK(registry.processor);
    CHECK(registry.inspector);
}

TEST_CASE("the page is embedded") {
    const std::unique_ptr<Plugin> plugin{baton_plugin_create()};
    RecordingRegistry registry;
    REQUIRE(plugin->register_with(registry).has_value());
    const Asset* entry = registry.asset(registry.entry);
    REQUIRE(entry);
    CHECK(entry->media_type == "text/javascript");
    CHECK_FALSE(entry->identity.empty());
    for (const std::string& style : registry.styles) CHECK(registry.asset(style));
    for (const Asset& asset : registry.assets) {
        CHECK_FALSE(asset.path.ends_with(".gz"));
        CHECK_FALSE(asset.path.ends_with(".br"));
        CHECK((asset.gzip.empty() || asset.gzip.size() < asset.identity.size()));
    }
}

TEST_CASE("an unknown setting stops the plugin") {
    const std::unique_ptr<Plugin> plugin{baton_plugin_create()};
    CHECK(plugin->provision({{"colour", "blue"}}).error().pointer == "/colour");
}

}  // namespace
}  // namespace baton::photo
