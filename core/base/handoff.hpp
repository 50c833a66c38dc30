#pragma once

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <functional>
#include <memory>
#include <utility>

namespace baton::core {

/// What a coroutine waits for that another thread has: called once, on any thread.
template <class T>
using Deliver = std::function<void(T)>;

/// Waits for what somebody delivers who is no coroutine. `start` is handed the means to deliver, which may be called at
/// once; the caller goes on where it was. Who drops it undelivered leaves the caller waiting for ever.
template <class T>
boost::asio::awaitable<T> handoff(std::function<void(Deliver<T>)> start) {
    auto initiate = [](auto handler, std::function<void(Deliver<T>)> begin) {
        auto executor = boost::asio::get_associated_executor(handler);
        // The loop must not end while somebody waits on it.
        auto work = boost::asio::make_work_guard(executor);
        auto waiting = std::make_shared<decltype(handler)>(std::move(handler));
        begin([executor, work = std::move(work), waiting = std::move(waiting)](T value) mutable {
            boost::asio::post(executor,
                              [waiting, value = std::move(value)]() mutable { (*waiting)(std::move(value)); });
        });
    };
    co_return co_await boost::asio::async_initiate<const boost::asio::use_awaitable_t<>, void(T)>(
        std::move(initiate), boost::asio::use_awaitable, std::move(start));
}

}  // namespace baton::core
