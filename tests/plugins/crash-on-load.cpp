#include "minimal.hpp"

#include <csignal>

namespace {

class CrashOnLoad final : public baton::Plugin {
public:
    baton::result<void> register_with(baton::Registry&) override {
        std::raise(SIGSEGV);
        return {};
    }
};

}  // namespace

BATON_PLUGIN(CrashOnLoad);
