#include "core/net/server.hpp"

#include "core/base/tuple_token.hpp"
#include "core/observe/background_log.hpp"
#include "core/observe/log.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <sys/socket.h>

#include <algorithm>
#include <thread>
#include <utility>

namespace baton::core::net {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr auto sweep_every = 1s;
constexpr auto time_to_speak = 50ms;
constexpr auto last_moment = 500ms;  // for what was closed to notice

using Acceptor = asio::ip::tcp::acceptor;

result<void> open(Acceptor& acceptor, const asio::ip::tcp::endpoint& endpoint) {
    using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;
    boost::system::error_code error;
    acceptor.open(endpoint.protocol(), error);
    if (!error) acceptor.set_option(asio::socket_base::reuse_address(true), error);
    if (!error) acceptor.set_option(ReusePort(true), error);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (error) return problem(errc::internal, error.message());
    return {};
}

/// SO_REUSEPORT would let a second server share the port without a word; a plain bind notices. It does not listen: a
/// client that connected to it would keep the port from the loops for a moment.
result<void> check_free(asio::io_context& context, const asio::ip::tcp::endpoint& endpoint) {
    boost::system::error_code error;
    Acceptor probe{context};
    probe.open(endpoint.protocol(), error);
    if (!error) probe.set_option(asio::socket_base::reuse_address(true), error);
    if (!error) probe.bind(endpoint, error);
    if (error) return problem(errc::internal, error.message());
    return {};
}

}  // namespace

class Server::Loop {
public:
    Loop(background::Group& connections, background::Group& background)
        : context(1), connections_(connections), background_(background) {
        background_.repeat(context.get_executor(), "deadlines", sweep_every, [this] { return sweep(); });
    }

    /// Accepts on a port of its own from now on. Any thread. Returns the port.
    result<std::uint16_t> listen(const asio::ip::tcp::endpoint& endpoint, const Shared& shared) {
        const auto acceptor = std::make_shared<Acceptor>(context);
        if (auto opened = open(*acceptor, endpoint); !opened) return opened.error();
        boost::system::error_code error;
        const auto bound = acceptor->local_endpoint(error);
        if (error) return problem(errc::internal, error.message());
        asio::post(context, [this, acceptor, &shared] {
            acceptors_.emplace_back(acceptor, &shared);
            background_.keep(context.get_executor(), "accept",
                             [this, acceptor, &shared] { return accept(*acceptor, shared); });
        });
        return bound.port();
    }

    void begin_drain() {
        for (auto& [acceptor, shared] : acceptors_) {
            accept_rest(*acceptor, *shared);
            boost::system::error_code ignored;
            acceptor->close(ignored);
        }
        if (!open_.empty()) background_.run(context.get_executor(), "goodbye", close_idle_soon());
    }

    void refuse_bodies() {
        for (auto& connection : open_) connection.refuse_body();
    }

    asio::awaitable<std::size_t> work_in_hand() {
        co_return static_cast<std::size_t>(
            std::ranges::count_if(open_, [](const Connection& connection) { return connection.has_work(); }));
    }

    void close_all() {
        for (auto& connection : open_) connection.close();
    }

    asio::io_context context;

private:
    task<> accept(Acceptor& acceptor, const Shared& shared) {
        while (acceptor.is_open()) {
            auto [error, socket] = co_await acceptor.async_accept(tuple_token);
            if (error) {
                if (!acceptor.is_open()) break;
                // Out of descriptors, most likely: wait for some to be closed instead of spinning.
                log::warn("accept failed", {{"error", error.message()}});
                asio::steady_timer pause{context, 100ms};
                co_await pause.async_wait(tuple_token);
                continue;
            }
            serve(std::move(socket), shared);
            // Accepted just before the acceptor was closed: the others have had their moment already.
            if (!acceptor.is_open()) background_.run(context.get_executor(), "goodbye", close_idle_soon());
        }
        co_return result<>{};
    }

    void serve(asio::ip::tcp::socket socket, const Shared& shared) {
        const auto connection = std::make_shared<Connection>(Stream{std::move(socket)}, shared);
        open_.push_back(*connection);
        connections_.run(context.get_executor(), "connection", Connection::run(connection));
    }

    /// Those whom the kernel has accepted for us: closing the acceptor would reset them.
    void accept_rest(Acceptor& acceptor, const Shared& shared) {
        boost::system::error_code error;
        acceptor.non_blocking(true, error);
        while (!error) {
            auto socket = acceptor.accept(error);
            if (!error) serve(std::move(socket), shared);
        }
    }

    /// Who has just come gets a moment to say what for.
    asio::awaitable<void> close_idle_soon() {
        asio::steady_timer moment{context, time_to_speak};
        co_await moment.async_wait(tuple_token);
        for (auto& connection : open_) connection.close_if_idle();
    }

    task<> sweep() {
        const auto now = Connection::Clock::now();
        for (auto& connection : open_) connection.check(now);
        co_return result<>{};
    }

    background::Group& connections_;
    background::Group& background_;
    std::vector<std::pair<std::shared_ptr<Acceptor>, const Shared*>> acceptors_;
    boost::intrusive::list<Connection, boost::intrusive::constant_time_size<false>> open_;
};

Server::Server(unsigned loops) : connections_(observe::log_background), background_(observe::log_background) {
    for (unsigned i = 0; i < loops; ++i) loops_.push_back(std::make_unique<Loop>(connections_, background_));
}

Server::~Server() = default;

asio::any_io_executor Server::executor() {
    return loops_.front()->context.get_executor();
}

result<std::uint16_t> Server::listen(const Listener& listener) {
    boost::system::error_code error;
    const auto ip = asio::ip::make_address(listener.address, error);
    if (error) {
        return problem(errc::internal, listener.prefix + "LISTEN: '" + listener.address + "' is not an IP address");
    }
    asio::ip::tcp::endpoint endpoint{ip, listener.port};
    const auto failed = [&](const Problem& why) {
        return problem(errc::internal, listener.prefix + "PORT: cannot listen on " + listener.address + ":" +
                                           std::to_string(listener.port) + ": " + why.detail);
    };
    if (auto free = check_free(loops_.front()->context, endpoint); !free) return failed(free.error());
    const auto& shared = shared_.emplace_back(
        Shared{listener.router, listener.face, http::BodyBudget{listener.body_bytes}, listener.traffic, stopping_});
    for (auto& loop : loops_) {
        const auto port = loop->listen(endpoint, shared);
        if (!port) return failed(port.error());
        endpoint.port(*port);
    }
    return endpoint.port();
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

void Server::leave() {
    stopping_ = Stopping::leaving;
}

void Server::refuse_work() {
    stopping_ = Stopping::refusing;
    for (auto& loop : loops_) asio::post(loop->context, [&loop] { loop->refuse_bodies(); });
}

asio::awaitable<std::size_t> Server::work_in_hand() {
    std::size_t count = 0;
    for (auto& loop : loops_) {
        count += co_await asio::co_spawn(loop->context, loop->work_in_hand(), asio::use_awaitable);
    }
    co_return count;
}

void Server::begin_drain() {
    stopping_ = Stopping::refusing;
    for (auto& loop : loops_) asio::post(loop->context, [&loop] { loop->begin_drain(); });
}

asio::awaitable<void> Server::drain(std::chrono::milliseconds limit) {
    begin_drain();
    (void)co_await connections_.join(limit);
    for (auto& loop : loops_) asio::post(loop->context, [&loop] { loop->close_all(); });
    background_.stop();
    if (!co_await background_.join(last_moment)) log::warn("a loop did not end in time");
}

void Server::stop() {
    for (auto& loop : loops_) loop->context.stop();
}

}  // namespace baton::core::net
