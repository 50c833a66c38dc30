#include "minimal.hpp"

namespace {

constexpr std::string_view module_pixels = "export function mount() {}\n";

class BadAssets final : public baton::Plugin {
public:
    baton::result<void> register_with(baton::Registry& registry) override {
        test_plugin::register_minimum(registry);
        const baton::Asset assets[] = {
            {"../main.js", "text/javascript", std::as_bytes(std::span{module_pixels}), {}, {}}};
        registry.set_page(assets, "../main.js", {});
        return {};
    }
};

}  // namespace

BATON_PLUGIN(BadAssets);
