#pragma once

#include "core/access/device.hpp"
#include "core/base/clocks.hpp"
#include "core/session/session.hpp"

#include <string>
#include <utility>

namespace baton::core::phone {

/// What a phone that listens to its session is told, as server-sent events: `expiring`, `expired`, `completed`,
/// `taken_over`, each once. Knows neither sockets nor clocks: it is shown the session now and then.
class EventFeed {
public:
    explicit EventFeed(access::Claim claim) : claim_(std::move(claim)) {}

    /// What comes first: a comment, so that proxies let the head through, and how long to wait before a new try.
    static std::string greeting();
    static std::string comment();

    /// What is new since the last call, with dates as `calendar` has them.
    std::string news(const session::Session& session, session::TimePoint now, const Calendar& calendar);
    /// The session has ended and the listener knows: nothing more will come.
    bool is_over() const { return over_; }
    /// When to ask for news even if the session does not change.
    session::TimePoint next_look(const session::Session& session) const;

private:
    access::Claim claim_;
    bool told_expiring_ = false;
    bool told_taken_over_ = false;
    bool over_ = false;
};

}  // namespace baton::core::phone
