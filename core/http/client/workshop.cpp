#include "core/http/client/workshop.hpp"

namespace baton::core::http::client {

void Workshop::close_all() {
    for (const auto& weak : exchanges) {
        if (const auto exchange = weak.lock()) exchange->close();
    }
    ground.pool.clear();
}

void Workshop::sweep(std::chrono::milliseconds unused) {
    const auto now = Clock::now();
    ground.pool.sweep(now);
    std::erase_if(exchanges, [&](const std::weak_ptr<Exchange>& weak) {
        const auto exchange = weak.lock();
        if (exchange) exchange->close_if_unused_since(now - unused);
        return !exchange;
    });
}

}  // namespace baton::core::http::client
