#include "core/phone/turns.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <atomic>
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
    std::shared_ptr<std::atomic<bool>> others_wait =
        std::make_shared<std::atomic<bool>>(false);  ///< while it has the turn
    std::optional<asio::steady_timer> wake = {};     ///< none: it came when it was its turn
};

struct Turns::Queues {
    struct Queue {
        std::shared_ptr<std::atomic<bool>> others_wait;  ///< of who has the turn
        std::deque<std::shared_ptr<Waiter>> waiting;
    };
    std::mutex mutex;
    std::unordered_map<Id, Queue, IdHash> of;  ///< a session in which nobody has the turn has none
    std::size_t waiting = 0;
};

Turns::Turns(std::size_t most_waiting) : queues_(std::make_shared<Queues>()), most_waiting_(most_waiting) {}

Turns::Turn::~Turn() {
    if (waiter_ == nullptr) return;
    const std::lock_guard lock{queues_->mutex};
    const auto found = queues_->of.find(waiter_->session);
    auto& queue = found->second;
    if (!waiter_->has_turn) {
        std::erase(queue.waiting, waiter_);
        --queues_->waiting;
        *queue.others_wait = !queue.waiting.empty();
        return;
    }
    *waiter_->others_wait = false;
    if (queue.waiting.empty()) {
        queues_->of.erase(found);
        return;
    }
    const auto next = std::move(queue.waiting.front());
    queue.waiting.pop_front();
    --queues_->waiting;
    next->has_turn = true;
    queue.others_wait = next->others_wait;
    *queue.others_wait = !queue.waiting.empty();
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
        auto& queue = queues_->of[session];
        if (queue.others_wait == nullptr) {
            queue.others_wait = waiter->others_wait;
            waiter->has_turn = true;
            client.hurry(waiter->others_wait);
            co_return Turn{queues_, waiter};
        }
        if (queues_->waiting >= most_waiting_) co_return problem(errc::overloaded, "too many submissions wait");
        waiter->wake.emplace(executor);
        queue.waiting.push_back(waiter);
        *queue.others_wait = true;
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
    client.hurry(waiter->others_wait);
    co_return turn;
}

}  // namespace baton::core::phone
