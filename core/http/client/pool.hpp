#pragma once

#include "core/http/client/transport.hpp"
#include "core/http/client/url.hpp"

#include <deque>
#include <map>
#include <memory>

namespace baton::core::http::client {

/// Connections that rest between two requests, and how many there are. On the client's thread only.
class Pool {
public:
    /// For each origin: how many may be open, how many of these may rest, and for how long.
    struct Limits {
        std::size_t open = 512;
        std::size_t resting = 32;
        /// Shorter than what servers allow, so that they rarely end one while a request is on its way.
        std::chrono::milliseconds rest{15'000};
    };

    explicit Pool(Limits limits) : limits_(limits) {}

    /// A right to open a connection; given back by dropping it. Errors: unavailable (as many as may be).
    result<std::shared_ptr<const void>> take_seat(const Origin& origin);
    /// The connection that was used last and is still good; null if there is none.
    std::unique_ptr<Transport> take(const Origin& origin);
    void give_back(const Origin& origin, std::unique_ptr<Transport> transport);

    /// Closes what rested too long.
    void sweep(Clock::time_point now);
    void clear() { places_.clear(); }

private:
    struct Resting {
        std::unique_ptr<Transport> transport;
        Clock::time_point since;
    };
    struct Place {
        std::shared_ptr<const int> seats = std::make_shared<const int>();  ///< each connection holds it once
        std::deque<Resting> resting;                                       ///< the longest resting first
    };

    const Limits limits_;
    std::map<Origin, Place> places_;
};

}  // namespace baton::core::http::client
