#include "minimal.hpp"

namespace {

/// Fine but for its manifest, which says that it was built with another Boost.
class WrongAbi final : public baton::Plugin {
public:
    baton::result<void> register_with(baton::Registry& registry) override {
        test_plugin::register_minimum(registry);
        return {};
    }
};

}  // namespace

BATON_PLUGIN(WrongAbi);
