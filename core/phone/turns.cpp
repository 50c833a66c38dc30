#include "core/phone/turns.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <chrono>
#include <deque>
#include <mutex>
#include <optional>
#include <unordered_map>

namespace baton::core::phone {

namespace asio = boost::asio;

namespace {

/// How long a client that has hung up keeps its place.
constexpr std::chrono::seconds look_every{1};

}  // namespace

struct Turns::Waiter {
    Id session;
    bool has_turn;
    std::optional<asio::steady_timer> wake = {};  ///< none: it came when it was its turn
};

struct Turns::Queues {
    std::mutex mutex;
    /// Behind who has the turn; a session without one has no entry.
    std::unordered_map<Id, std::deque<std::shared_ptr<Waiter>>, IdHash> of;
    std::size_t waiting = 0;
};

Turns::Turns(std::size_t most_waiting) : queues_(std::make_shared<Queues>()), most_waiting_(most_waiting) {}

Turns::Turn::~Turn() {
    if (waiter_ == nullptr) return;
    const std::lock_guard lock{queues_->mutex};
    const auto queue = queues_->of.find(waiter_->session);
    if (!waiter_->has_turn) {
        std::erase(queue->second, waiter_);
        --queues_->waiting;
        return;
    }
    if (queue->second.empty()) {
        queues_->of.erase(queue);
        return;
    }
    const auto next = std::move(queue->second.front());
    queue->second.pop_front();
    --queues_->waiting;
    next->has_turn = true;
    // Weak: a timer must not outlive its loop, and this may be the last that the loop is handed.
    asio::post(next->wake->get_executor(), [waiter = std::weak_ptr{next}] {
        if (const auto woken = waiter.lock()) woken->wake->cancel();
    });
}

bool Turns::Turn::waited() const {
    return waiter_ != nullptr && waiter_->wake.has_value();
}

bool Turns::Turn::has_come() const {
    const std::lock_guard lock{queues_->mutex};
    return waiter_->has_turn;
}

task<Turns::Turn> Turns::enter(Id session, http::BodySource& client) const {
    const auto executor = co_await asio::this_coro::executor;
    const auto waiter = std::make_shared<Waiter>(session, false);
    {
        const std::lock_guard lock{queues_->mutex};
        const auto [queue, first] = queues_->of.try_emplace(session);
        waiter->has_turn = first;
        if (first) co_return Turn{queues_, waiter};
        if (queues_->waiting >= most_waiting_) co_return problem(errc::overloaded, "too many submissions wait");
        waiter->wake.emplace(executor);
        queue->second.push_back(waiter);
        ++queues_->waiting;
    }
    Turn turn{queues_, waiter};
    while (!turn.has_come()) {
        if (client.has_left()) co_return problem(errc::bad_request, "the client went away while it waited");
        // Who gives the turn on wakes by a task of this loop: it comes after the wait has begun.
        waiter->wake->expires_after(look_every);
        (void)co_await waiter->wake->async_wait(asio::as_tuple(asio::use_awaitable));
    }
    if (client.has_left()) co_return problem(errc::bad_request, "the client went away while it waited");
    co_return turn;
}

}  // namespace baton::core::phone
