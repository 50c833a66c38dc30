#include "minimal.hpp"

namespace {

class WrongSymbolAbi final : public baton::Plugin {
public:
    baton::result<void> register_with(baton::Registry& registry) override {
        test_plugin::register_minimum(registry);
        return {};
    }
};

}  // namespace

// By hand what BATON_PLUGIN does, with another library version than its manifest admits.
extern "C" BATON_SDK_EXPORT const char baton_plugin_abi[];
extern "C" const char baton_plugin_abi[] = "sdk=1 stdlib=libstdc++ boost=1_74";
extern "C" BATON_SDK_EXPORT baton::Plugin* baton_plugin_create();
extern "C" baton::Plugin* baton_plugin_create() {
    return new WrongSymbolAbi;
}
