#include "core/service/process.hpp"

#include "core/base/tuple_token.hpp"
#include "core/observe/background_log.hpp"
#include "core/observe/log.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/signal_set.hpp>

#include <chrono>
#include <csignal>
#include <exception>

namespace baton::core::service {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr auto longest_stop = 5s;
constexpr auto last_moment = 500ms;  // for what was told to stop
constexpr auto longest_pause = 2s;

class Process {
public:
    Process(Group& group, shared::Resources& resources, unsigned loops)
        : group_(group),
          resources_(resources),
          server_(loops),
          background_(observe::log_background, {.longest = longest_pause}),
          signals_(server_.executor(), SIGTERM, SIGINT) {}

    result<> run() {
        asio::co_spawn(server_.executor(), live(), [this](const std::exception_ptr& surprise) {
            if (surprise) outcome_ = problem(errc::internal, "the server stopped by an exception");
            server_.stop();
        });
        server_.run();
        // Before the loops, to which it tells whoever still waits.
        group_.close();
        resources_.close();
        return outcome_;
    }

private:
    asio::awaitable<void> live() {
        outcome_ = co_await group_.start();
        if (outcome_) outcome_ = group_.listen(server_);
        if (!outcome_) co_return;
        log::info("ready");
        group_.run(background_, server_.executor());
        (void)co_await signals_.async_wait(tuple_token);
        log::info("stopping");
        group_.hang_up();
        co_await server_.drain(longest_stop);
        background_.stop();
        if (!co_await background_.join(last_moment)) log::warn("a background task did not end in time");
        log::info("stopped");
    }

    Group& group_;
    shared::Resources& resources_;
    net::Server server_;
    background::Group background_;
    asio::signal_set signals_;
    result<> outcome_;
};

}  // namespace

result<> run_process(Group& group, shared::Resources& resources, unsigned loops) {
    Process process{group, resources, loops};
    return process.run();
}

}  // namespace baton::core::service
