#include "core/event/hub.hpp"

#include <boost/asio/post.hpp>

#include <array>
#include <atomic>
#include <list>
#include <mutex>
#include <unordered_map>
#include <utility>

namespace baton::core::event {

struct Hub::Impl {
    struct Listener {
        boost::asio::any_io_executor executor;
        Wake wake;
    };
    using Listeners = std::list<Listener>;
    struct Shard {
        std::mutex mutex;
        std::unordered_map<Id, Listeners, IdHash> listeners;
    };

    Shard& shard_of(const Id& id) { return shards[IdHash{}(id) % shards.size()]; }

    static void wake(const Listeners& listeners) {
        for (const auto& listener : listeners) boost::asio::post(listener.executor, listener.wake);
    }

    std::array<Shard, 16> shards;
    std::function<void(const Id&)> tell;
    std::atomic<bool> stopping{false};
};

Hub::Hub() : impl_(std::make_shared<Impl>()) {}
Hub::~Hub() = default;

Hub::Subscription Hub::subscribe(const Id& id, boost::asio::any_io_executor executor, Wake wake) {
    auto& shard = impl_->shard_of(id);
    const std::lock_guard lock{shard.mutex};
    auto& listeners = shard.listeners[id];
    const auto place = listeners.insert(listeners.end(), Impl::Listener{std::move(executor), std::move(wake)});
    return {&*place, [impl = impl_, id, place](const void*) {
                auto& home = impl->shard_of(id);
                const std::lock_guard guard{home.mutex};
                const auto found = home.listeners.find(id);
                found->second.erase(place);
                if (found->second.empty()) home.listeners.erase(found);
            }};
}

void Hub::notify(const Id& id) {
    wake(id);
    if (impl_->tell) impl_->tell(id);
}

void Hub::relay(std::function<void(const Id&)> tell) {
    impl_->tell = std::move(tell);
}

std::vector<Id> Hub::listened() const {
    std::vector<Id> ids;
    for (auto& shard : impl_->shards) {
        const std::lock_guard lock{shard.mutex};
        for (const auto& [id, listeners] : shard.listeners) ids.push_back(id);
    }
    return ids;
}

void Hub::wake(const Id& id) {
    auto& shard = impl_->shard_of(id);
    const std::lock_guard lock{shard.mutex};
    const auto found = shard.listeners.find(id);
    if (found != shard.listeners.end()) Impl::wake(found->second);
}

void Hub::stop() {
    impl_->stopping = true;
    for (auto& shard : impl_->shards) {
        const std::lock_guard lock{shard.mutex};
        for (const auto& [id, listeners] : shard.listeners) Impl::wake(listeners);
    }
}

bool Hub::stopping() const {
    return impl_->stopping;
}

}  // namespace baton::core::event
