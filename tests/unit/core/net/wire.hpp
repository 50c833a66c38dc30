#pragma once

#include "core/file/blob.hpp"
#include "core/http/problem_face.hpp"
#include "core/net/connection.hpp"
#include "core/observe/log.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <doctest/doctest.h>
#include <sys/socket.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace baton::core::net {

/// A connection over a socket pair, and the client at its other end. Nothing happens but in its calls.
class Wire {
public:
    explicit Wire(const http::Router& router) : Wire(router, problem_face()) {}
    Wire(const http::Router& router, const http::Face& face)
        : shared_{router, face, http::BodyBudget{}, nullptr, stopping_} {
        static const bool quiet = (log::start(log::Level::error, false), true);
        (void)quiet;
        std::array<int, 2> ends{};
        REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends.data()) == 0);
        client_ = file::Fd{ends[0]};
        boost::asio::ip::tcp::socket socket{context_};
        socket.assign(boost::asio::ip::tcp::v4(), ends[1]);
        const auto connection = std::make_shared<Connection>(Stream{std::move(socket)}, shared_);
        connection_ = connection;
        boost::asio::co_spawn(context_, Connection::run(connection),
                              [this](const std::exception_ptr& failure) { threw_ = failure != nullptr; });
    }

    /// Sends all of it and lets the server work on it.
    void send(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto size = ::send(client_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
            REQUIRE((size > 0 || errno == EAGAIN));
            if (size > 0) bytes.remove_prefix(static_cast<std::size_t>(size));
            work();
        }
    }
    void work() {
        context_.restart();
        while (context_.poll() > 0) {
        }
        CHECK_FALSE(threw_);
    }
    /// What the server sent, at most `most` bytes of it; it works on only when these are taken.
    std::string take(std::size_t most) {
        std::string bytes(most, '\0');
        const auto size = ::recv(client_.get(), bytes.data(), bytes.size(), 0);
        closed_ = size == 0 || (size < 0 && errno == ECONNRESET);
        bytes.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
        work();
        return bytes;
    }
    /// All that the server has to say until it waits or has ended.
    std::string take_all() {
        std::string all;
        for (std::string piece = take(piece_size); !piece.empty(); piece = take(piece_size)) all += piece;
        return all;
    }
    std::string ask(std::string_view request) {
        send(request);
        return take_all();
    }
    /// Hangs up; the server does not yet work on it.
    void close_client() { client_ = file::Fd{}; }
    void hang_up() {
        close_client();
        work();
    }
    /// The sweeper looks at the connection's deadline as if so much time had passed.
    void look_after(std::chrono::seconds later) {
        if (const auto connection = connection_.lock()) connection->check(Connection::Clock::now() + later);
        work();
    }
    bool closed() const { return closed_; }

    /// The server is about to stop.
    void leave() { stopping_ = Stopping::leaving; }
    /// The server begins to stop.
    void drain() {
        stopping_ = Stopping::refusing;
        if (const auto connection = connection_.lock()) connection->refuse_body();
        work();
    }
    bool has_work() const {
        const auto connection = connection_.lock();
        return connection != nullptr && connection->has_work();
    }

private:
    static const http::Face& problem_face() {
        static const http::ProblemFace face;
        return face;
    }

    static constexpr std::size_t piece_size = 65536;

    std::atomic<Stopping> stopping_{Stopping::no};
    Shared shared_;
    boost::asio::io_context context_{1};
    std::weak_ptr<Connection> connection_;
    file::Fd client_;
    bool threw_ = false;
    bool closed_ = false;
};

}  // namespace baton::core::net
