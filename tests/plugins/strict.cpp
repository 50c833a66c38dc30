#include "minimal.hpp"

#include <string>

namespace {

constexpr std::string_view module_pixels = "export function mount() {}\n";
constexpr std::string_view style_text = "p { margin: 0 }\n";
constexpr std::string_view english_tag = R"({"title":"Strict"})";
constexpr std::string_view german_tag = R"({"title":"Streng"})";

/// A complete small plugin: one setting, a page, strings in two languages.
class Strict final : public baton::Plugin {
public:
    baton::result<void> provision(const boost::json::object& settings) override {
        for (const auto& setting : settings) {
            const std::string key{setting.key()};
            if (key != "greeting") {
                return baton::Error{baton::errc::invalid_input, "unknown setting '" + key + "'", "/" + key};
            }
            if (!setting.value().is_string()) {
                return baton::Error{baton::errc::invalid_input, "greeting must be a string", "/greeting"};
            }
        }
        return {};
    }

    baton::result<void> register_with(baton::Registry& registry) override {
        test_plugin::register_minimum(registry);
        registry.set_accepts({"image/jpeg"});
        const auto bytes = [](std::string_view text) { return std::as_bytes(std::span{text}); };
        const baton::Asset assets[] = {
            {"main.js", "text/javascript", bytes(module_pixels), {}, {}},
            {"main.css", "text/css", bytes(style_text), {}, {}},
            {"locales/en.json", "application/json", bytes(english_tag), {}, {}},
            {"locales/de.json", "application/json", bytes(german_tag), {}, {}},
        };
        registry.set_page(assets, "main.js", {"main.css"});
        return {};
    }
};

}  // namespace

BATON_PLUGIN(Strict);
