#pragma once

#include "core/base/id.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <functional>
#include <memory>
#include <vector>

namespace baton::core::event {

/// Wakes those who listen to a session. A wake-up is a hint without content: the listener reads the session and sees
/// by its events what is new. So nothing depends on the order or number of wake-ups, and a slow listener delays nobody.
// decision 0030
class Hub {
public:
    using Wake = std::function<void()>;

    /// Ends the subscription when it is destroyed. May be destroyed on any thread; `wake` may still run once after.
    using Subscription = std::shared_ptr<const void>;

    Hub();
    ~Hub();
    Hub(const Hub&) = delete;
    Hub& operator=(const Hub&) = delete;

    /// `wake` is posted to `executor` on every change of the session, and once when the server stops.
    [[nodiscard]] Subscription subscribe(const Id& id, boost::asio::any_io_executor executor, Wake wake);
    /// The session was changed here: wakes its listeners, and tells other servers if there are any.
    void notify(const Id& id);
    /// It may have been changed elsewhere: wakes those who listen to it here.
    void wake(const Id& id);

    /// Who tells other servers of what `notify` was told. Before the first of it, once; must not throw or block.
    void relay(std::function<void(const Id&)> tell);
    /// The sessions that somebody listens to here.
    std::vector<Id> listened() const;

    /// The server stops: wakes everybody; `stopping` tells them why.
    void stop();
    bool stopping() const;

private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace baton::core::event
