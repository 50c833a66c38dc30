#pragma once

#include "core/http/request.hpp"
#include "tests/fuzz/harness.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <optional>
#include <utility>

namespace baton::fuzz {

/// Runs a coroutine that waits for nothing from outside to its end. An exception ends the run.
template <class T>
T await(boost::asio::awaitable<T> task) {
    boost::asio::io_context context{1};
    std::optional<T> out;
    boost::asio::co_spawn(context, std::move(task), [&](std::exception_ptr failure, T value) {
        if (failure) std::rethrow_exception(failure);
        out.emplace(std::move(value));
    });
    context.run();
    expect(out.has_value(), "the coroutine comes to its end");
    return std::move(*out);
}

/// A body that arrives in these pieces. Each is a copy of its own, gone with the next: nobody may keep it.
class PieceBody : public core::http::BodySource {
public:
    explicit PieceBody(Pieces pieces) : pieces_(std::move(pieces)) {}

    core::task<std::span<const std::byte>> read() override {
        current_ = {};
        if (next_ < pieces_.size()) {
            const auto piece = bytes_of(pieces_[next_++]);
            current_ = std::vector<std::byte>(piece.begin(), piece.end());
        }
        co_return std::span<const std::byte>{current_};
    }

private:
    Pieces pieces_;
    std::size_t next_ = 0;
    std::vector<std::byte> current_;
};

}  // namespace baton::fuzz
