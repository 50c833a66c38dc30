#include "minimal.hpp"

#include <stdexcept>

namespace {

class ThrowingProvision final : public baton::Plugin {
public:
    baton::result<void> provision(const boost::json::object&) override {
        throw std::runtime_error("no settings please");
    }
    baton::result<void> register_with(baton::Registry& registry) override {
        test_plugin::register_minimum(registry);
        return {};
    }
};

}  // namespace

BATON_PLUGIN(ThrowingProvision);
