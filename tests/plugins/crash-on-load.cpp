#include "minimal.hpp"

#include <cstdlib>

namespace {

class CrashOnLoad final : public baton::Plugin {
public:
    baton::result<void> register_with(baton::Registry&) override { std::abort(); }
};

}  // namespace

BATON_PLUGIN(CrashOnLoad);
