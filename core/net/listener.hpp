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

/// How far a server that stops has come.
enum class Stopping : std::uint8_t {
    no,
    leaving,   ///< all is served, but connections end, and who asks whether to send somebody here is told no
    refusing,  ///< only what is served while stopping is
};

/// What all connections of a listener share.
struct Shared {
    const http::Router& router;
    const http::Face& face;
    const http::BodyBudget& budget;
    const std::atomic<Stopping>& stopping;
};

}  // namespace baton::core::net
