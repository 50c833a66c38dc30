#include "minimal.hpp"

namespace {

class NoFormats final : public baton::Plugin {
public:
    baton::result<void> register_with(baton::Registry& registry) override {
        registry.set_processor(std::make_unique<test_plugin::Echo>());
        return {};
    }
};

}  // namespace

BATON_PLUGIN(NoFormats);
