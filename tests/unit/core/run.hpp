#pragma once

#include "core/base/error.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <optional>
#include <utility>

namespace baton::core {

/// Runs a coroutine, and all that it starts, to the end on `context`, and returns what it returns.
template <class T>
result<T> run_on(boost::asio::io_context& context, task<T> work) {
    std::optional<result<T>> outcome;
    boost::asio::co_spawn(context, std::move(work), [&](const std::exception_ptr& thrown, result<T> value) {
        if (thrown) std::rethrow_exception(thrown);
        outcome = std::move(value);
    });
    context.restart();
    context.run();
    return std::move(outcome.value());
}

}  // namespace baton::core
