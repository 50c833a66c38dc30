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

// Keeps what a plugin registers.
class RecordingRegistry final : public Registry {
public:
    void add_format(OutputFormat format) override { formats.push_back(std::move(format)); }
    void set_options(boost::json::object schema) override { options = std::move(schema); }
    void set_accepts(std::vector<std::string> media_types) override { accepts = std::move(media_types); }
    void set_page(std::span<const Asset> files, std::string main, std::vector<std::string> sheets) override {
        assets = files;
        entry = std::move(main);
        styles = std::move(sheets);
    }
    void set_processor(std::unique_ptr<Processor> made) override { processor = std::move(made); }
    void set_inspector(std::unique_ptr<Inspector> made) override { inspector = std::move(made); }
    void add_operation(std::string, Audience, std::unique_ptr<Operation>) override {}

    const Asset* asset(std::string_view path) const {
        const auto found = std::ranges::find(assets, path, &Asset::path);
        return found == assets.end() ? nullptr : &*found;
    }

    std::vector<OutputFormat> formats;
    boost::json::object options;
    std::vector<std::string> accepts;
    std::span<const Asset> assets;
    std::string entry;
    std::vector<std::string> styles;
    std::unique_ptr<Processor> processor;
    std::unique_ptr<Inspector> inspector;
};

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
    CHECK(registry.accepts == std::vector<std::string>{"image/jpeg", "image/png", "image/webp", "image/heic"});
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
    for (const std::string& style : registry.styles) {
        CHECK(registry.asset(style));
    }
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
