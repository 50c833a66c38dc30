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
#include <new>
#include <optional>
#include <unordered_map>

namespace baton::core::phone {

namespace asio = boost::asio;

namespace {

/// How long a client that has hung up keeps its place.
constexpr std::chrono::seconds look_every{1};
/// How many times what is still free a session may hold.
constexpr std::size_t greed = 7;

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
    bool closed = false;

    /// Takes out who waits, or whose turn it was; then whose turn it is now comes back, if anybody waits.
    std::shared_ptr<Waiter> leave(const std::shared_ptr<Waiter>& waiter);
};

Turns::Turns(std::size_t most_waiting) : queues_(std::make_shared<Queues>()), most_waiting_(most_waiting) {}

void Turns::wake(const std::shared_ptr<Waiter>& waiter) {
    try {
        // Weak: a timer must not outlive its loop, and this may be the last that the loop is handed.
        asio::post(waiter->wake->get_executor(), [waiting = std::weak_ptr{waiter}] {
            if (const auto woken = waiting.lock()) woken->wake->cancel();
        });
    } catch (const std::bad_alloc&) {
        // It looks by itself within a second.
    }
}

Turns::Turn::~Turn() {
    if (waiter_ == nullptr) return;
    if (const auto next = queues_->leave(waiter_)) wake(next);
}

void Turns::close() const {
    const std::lock_guard lock{queues_->mutex};
    queues_->closed = true;
    for (const auto& [session, queue] : queues_->of) {
        for (const auto& waiter : queue.waiting) wake(waiter);
    }
}

std::shared_ptr<Turns::Waiter> Turns::Queues::leave(const std::shared_ptr<Waiter>& waiter) {
    const std::lock_guard lock{mutex};
    const auto found = of.find(waiter->session);
    auto& queue = found->second;
    if (!waiter->has_turn) {
        std::erase(queue.waiting, waiter);
        --waiting;
        *queue.others_wait = !queue.waiting.empty();
        return nullptr;
    }
    *waiter->others_wait = false;
    if (queue.waiting.empty()) {
        of.erase(found);
        return nullptr;
    }
    auto next = std::move(queue.waiting.front());
    queue.waiting.pop_front();
    --waiting;
    next->has_turn = true;
    queue.others_wait = next->others_wait;
    *queue.others_wait = !queue.waiting.empty();
    return next;
}

bool Turns::Turn::waited() const {
    return waiter_ != nullptr && waiter_->wake.has_value();
}

bool Turns::Turn::is_settled() const {
    const std::lock_guard lock{queues_->mutex};
    return waiter_->has_turn || queues_->closed;
}

bool Turns::Turn::is_refused() const {
    const std::lock_guard lock{queues_->mutex};
    return queues_->closed;
}

task<Turns::Turn> Turns::enter(Id session, http::BodySource& client) const {
    const auto executor = co_await asio::this_coro::executor;
    const auto waiter = std::make_shared<Waiter>(session, false);
    {
        const std::lock_guard lock{queues_->mutex};
        if (queues_->closed) co_return problem(errc::shutting_down);
        auto& queue = queues_->of[session];
        if (queue.others_wait == nullptr) {
            queue.others_wait = waiter->others_wait;
            waiter->has_turn = true;
            client.hurry(waiter->others_wait);
            co_return Turn{queues_, waiter};
        }
        // One session alone may have most of the places, and another one still finds some.
        if (queue.waiting.size() >= greed * (most_waiting_ - queues_->waiting)) {
            co_return problem(errc::overloaded, "too many submissions wait");
        }
        waiter->wake.emplace(executor);
        queue.waiting.push_back(waiter);
        *queue.others_wait = true;
        ++queues_->waiting;
    }
    Turn turn{queues_, waiter};
    while (!turn.is_settled()) {
        if (client.has_left()) co_return problem(errc::bad_request, "the client went away while it waited");
        // Who gives the turn on wakes by a task of this loop: it comes after the wait has begun.
        waiter->wake->expires_after(look_every);
        (void)co_await waiter->wake->async_wait(asio::as_tuple(asio::use_awaitable));
    }
    if (client.has_left()) co_return problem(errc::bad_request, "the client went away while it waited");
    if (turn.is_refused()) co_return problem(errc::shutting_down);
    client.hurry(waiter->others_wait);
    co_return turn;
}

}  // namespace baton::core::phone
