#include "minimal.hpp"

#include <unistd.h>

namespace {

class HangOnLoad final : public baton::Plugin {
public:
    baton::result<void> register_with(baton::Registry&) override {
        for (;;) ::pause();
    }
};

}  // namespace

BATON_PLUGIN(HangOnLoad);
