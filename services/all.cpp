#include "services/all.hpp"

#include "services/signal/signal.hpp"

#include <array>

namespace baton::services {

std::span<const core::service::Kind> all() {
    static const std::array kinds{signal::kind()};
    return kinds;
}

}  // namespace baton::services
