#pragma once

#include "core/http/body_budget.hpp"
#include "core/http/face.hpp"
#include "core/http/router.hpp"

#include <atomic>
#include <cstdint>
#include <string>

namespace baton::core::net {

/// What a service offers to the network. Router and face outlive the server.
struct Listener {
    std::string address;
    std::uint16_t port = 0;  ///< 0: any that is free
    const http::Router& router;
    const http::Face& face;
    std::string prefix{};  ///< of the settings that name address and port, for messages: "RELAY_"
};

/// What all connections of a listener share.
struct Shared {
    const http::Router& router;
    const http::Face& face;
    const http::BodyBudget& budget;
    const std::atomic<bool>& draining;  ///< the server stops: new work is refused
};

}  // namespace baton::core::net
