#include "core/net/server.hpp"

#include "core/observe/log.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <sys/socket.h>

#include <atomic>
#include <thread>

namespace baton::core::net {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {
constexpr auto kToken = asio::as_tuple(asio::use_awaitable);
}

class Server::Loop {
public:
    explicit Loop(Shared& shared) : context(1), acceptor(context), sweeper(context), shared_(shared) {}

    result<void> listen(const asio::ip::tcp::endpoint& endpoint) {
        boost::system::error_code error;
        acceptor.open(endpoint.protocol(), error);
        if (!error) acceptor.set_option(asio::socket_base::reuse_address(true), error);
        if (!error) {
            using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;
            acceptor.set_option(ReusePort(true), error);
        }
        if (!error) acceptor.bind(endpoint, error);
        if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
        if (error) return problem(errc::internal, error.message());
        asio::co_spawn(context, accept(), asio::detached);
        asio::co_spawn(context, sweep(), asio::detached);
        return {};
    }

    void begin_drain() {
        boost::system::error_code ignored;
        acceptor.close(ignored);
        for_each([](Connection& connection) { connection.close_if_idle(); });
    }

    void close_all() {
        for_each([](Connection& connection) { connection.close(); });
        sweeper.cancel();
    }

    asio::io_context context;
    asio::ip::tcp::acceptor acceptor;
    asio::steady_timer sweeper;
    std::atomic<std::size_t> alive{0};

private:
    template <class Visit>
    void for_each(Visit visit) {
        for (auto& connection : connections_) visit(connection);
    }

    asio::awaitable<void> accept() {
        while (acceptor.is_open()) {
            auto [error, socket] = co_await acceptor.async_accept(kToken);
            if (error) {
                if (!acceptor.is_open()) co_return;
                // Out of descriptors, most likely: wait for some to be closed instead of spinning.
                log::warn("accept failed", {{"error", error.message()}});
                asio::steady_timer pause{context, 100ms};
                co_await pause.async_wait(kToken);
                continue;
            }
            // Accepted just before the acceptor was closed: too late to be closed with the others.
            if (shared_.draining) co_return;
            auto connection = std::make_shared<Connection>(std::move(socket), shared_);
            connections_.push_back(*connection);
            ++alive;
            asio::co_spawn(context, connection->run(), [this, connection](std::exception_ptr failure) {
                --alive;
                if (failure) log::error("connection ended by an exception", {});
            });
        }
    }

    asio::awaitable<void> sweep() {
        for (;;) {
            sweeper.expires_after(1s);
            const auto [error] = co_await sweeper.async_wait(kToken);
            if (error) co_return;
            const auto now = Connection::Clock::now();
            for_each([now](Connection& connection) { connection.check(now); });
        }
    }

    Shared& shared_;
    boost::intrusive::list<Connection, boost::intrusive::constant_time_size<false>> connections_;
};

Server::Server(unsigned loops, const http::Router& router) : shared_{router} {
    for (unsigned i = 0; i < loops; ++i) loops_.push_back(std::make_unique<Loop>(shared_));
}

Server::~Server() = default;

asio::any_io_executor Server::executor() {
    return loops_.front()->context.get_executor();
}

result<void> Server::listen(const std::string& address, std::uint16_t port) {
    boost::system::error_code error;
    const auto ip = asio::ip::make_address(address, error);
    if (error) return problem(errc::internal, "LISTEN: '" + address + "' is not an IP address");
    const asio::ip::tcp::endpoint endpoint{ip, port};
    {
        // SO_REUSEPORT would let a second server share the port without a word; a plain bind notices. It does not
        // listen: a client that connected to it would keep the port from the loops for a moment.
        asio::ip::tcp::acceptor probe{loops_.front()->context};
        probe.open(endpoint.protocol(), error);
        if (!error) probe.set_option(asio::socket_base::reuse_address(true), error);
        if (!error) probe.bind(endpoint, error);
    }
    const std::string where = address + ":" + std::to_string(port);
    if (error) return problem(errc::internal, "PORT: cannot listen on " + where + ": " + error.message());
    for (auto& loop : loops_) {
        if (auto listening = loop->listen(endpoint); !listening) {
            return problem(errc::internal, "PORT: cannot listen on " + where + ": " + listening.error().detail);
        }
    }
    return {};
}

void Server::run() {
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < loops_.size(); ++i) {
        threads.emplace_back([&context = loops_[i]->context] {
            const auto guard = asio::make_work_guard(context);
            context.run();
        });
    }
    const auto guard = asio::make_work_guard(loops_.front()->context);
    loops_.front()->context.run();
}

asio::awaitable<void> Server::drain(std::chrono::milliseconds limit) {
    shared_.draining = true;
    for (auto& loop : loops_) asio::post(loop->context, [&loop] { loop->begin_drain(); });
    const auto until = Connection::Clock::now() + limit;
    asio::steady_timer timer{co_await asio::this_coro::executor};
    const auto busy = [this] {
        std::size_t count = 0;
        for (const auto& loop : loops_) count += loop->alive;
        return count > 0;
    };
    while (busy() && Connection::Clock::now() < until) {
        timer.expires_after(5ms);
        co_await timer.async_wait(kToken);
    }
    for (auto& loop : loops_) asio::post(loop->context, [&loop] { loop->close_all(); });
}

void Server::stop() {
    for (auto& loop : loops_) loop->context.stop();
}

}  // namespace baton::core::net
