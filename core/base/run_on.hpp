#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <type_traits>
#include <utility>

namespace baton::core {

/// Runs `function` on the thread of `executor` and resumes where it was called from. The function must own what it
/// uses: the caller's frame may be gone before it runs.
template <class Function>
boost::asio::awaitable<std::invoke_result_t<Function>> run_on(boost::asio::any_io_executor executor,
                                                              Function function) {
    auto body = [](Function call) -> boost::asio::awaitable<std::invoke_result_t<Function>> { co_return call(); };
    co_return co_await boost::asio::co_spawn(executor, body(std::move(function)), boost::asio::use_awaitable);
}

}  // namespace baton::core
