#pragma once

#include "core/http/body_budget.hpp"
#include "core/http/face.hpp"
#include "core/http/router.hpp"

#include <atomic>
#include <cstdint>
#include <string>

namespace baton::core::net {

/// What a listener has answered. Any thread.
struct Traffic {
    std::atomic<std::uint64_t> answers{0};  ///< all of them, those below included
    std::atomic<std::uint64_t> refused{0};  ///< 4xx, 503
    std::atomic<std::uint64_t> faults{0};   ///< 5xx but 503

    void count(unsigned status) {
        const auto relaxed = std::memory_order_relaxed;
        answers.fetch_add(1, relaxed);
        if (status == 503 || (status >= 400 && status < 500)) {
            refused.fetch_add(1, relaxed);
        } else if (status >= 500) {
            faults.fetch_add(1, relaxed);
        }
    }
};

/// What a service offers to the network. Router, face and traffic outlive the server.
struct Listener {
    std::string address;
    std::uint16_t port = 0;  ///< 0: any that is free
    const http::Router& router;
    const http::Face& face;
    std::string prefix{};  ///< of the settings that name address and port, for messages: "RELAY_"
    /// What the bodies in hand may take, see http::BodyBudget: a service whose callers send too much refuses its own.
    std::uint64_t body_bytes = http::BodyBudget::usual_limit;
    Traffic* traffic = nullptr;  ///< null: nobody counts
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
    const http::BodyBudget budget;
    Traffic* const traffic;
    const std::atomic<Stopping>& stopping;
};

}  // namespace baton::core::net
