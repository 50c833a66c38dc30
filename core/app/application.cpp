#include "core/app/application.hpp"

#include "core/app/demo.hpp"
#include "core/app/process_limits.hpp"
#include "core/observe/background_log.hpp"
#include "core/observe/line_queue.hpp"
#include "core/observe/log.hpp"
#include "shell_assets.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <utility>

namespace baton::core::app {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr auto sweep_every = 200ms;
// A store that was away for a while is asked again soon once it is back.
constexpr auto longest_pause = 2s;
constexpr auto last_moment = 500ms;  // for what was told to stop
constexpr std::size_t screen_bytes = 64 * 1024;

std::string text_of(const std::exception_ptr& surprise) {
    try {
        std::rethrow_exception(surprise);
    } catch (const std::exception& known) {
        return known.what();
    } catch (...) {
        return "of an unknown kind";
    }
}

std::chrono::milliseconds milliseconds(std::chrono::nanoseconds time) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(time);
}

work::PoolSettings pool_settings(const config::Settings& settings, const std::filesystem::path& executable,
                                 std::vector<plugin::PluginFile> plugins) {
    work::PoolSettings pool;
    pool.executable = executable;
    pool.workers = worker_processes(settings);
    pool.queue_per_worker = settings.worker_queue;
    pool.session_cpu = settings.session_cpu;
    pool.deadline = milliseconds(settings.worker_timeout);
    pool.address_space = settings.worker_memory_bytes;
    pool.session_bytes = settings.file_quota_session_bytes;
    pool.log_level = log::name_of(settings.log_level);
    pool.jobs_per_worker = settings.worker_max_jobs;
    pool.plugins = std::move(plugins);
    return pool;
}

}  // namespace

Application::Application(const config::Settings& settings, const Ground& ground,
                         const std::filesystem::path& executable, std::vector<plugin::PluginFile> plugins)
    : settings_(settings),
      router_(settings.base_path),
      resources_(ground.resources),
      stores_(ground.stores),
      others_(ground.others),
      sessions_(stores_.sessions(), stores_.files(), hub_, stores_.time().now, stores_.time().date),
      server_(event_loops(settings)),
      pool_(server_.executor(), pool_settings(settings, executable, std::move(plugins))),
      submissions_(sessions_, stores_.files(), pool_, session::lifecycle::submission_lease),
      keys_(settings.api_keys),
      background_(observe::log_background, {.longest = longest_pause}),
      stop_({server_, pool_, sessions_, hub_, [this] { others_.hang_up(); }}, milliseconds(settings.drain_time),
            stores_.survive() ? Results::stay : Results::end_with_server) {}

result<void> Application::run(bool demo, const std::string& demo_key) {
    asio::co_spawn(server_.executor(), live(demo, demo_key), [this](const std::exception_ptr& surprise) {
        if (surprise) failure_ = problem(errc::internal, "the server stopped by an exception: " + text_of(surprise));
        server_.stop();
    });
    server_.run();
    // Before the loops, to which they tell whoever still waits.
    others_.close();
    stores_.close();
    resources_.close();
    return failure_ ? result<void>{*failure_} : result<void>{};
}

asio::awaitable<void> Application::live(bool demo, std::string demo_key) {
    if (auto started = co_await start(); !started) {
        failure_ = started.error();
        co_await pool_.stop();
        co_return;
    }
    log::info("ready", {{"url", settings_.base_url}, {"port", settings_.port}, {"actions", catalog_->list().size()}});
    if (demo) co_await show_demo(std::move(demo_key));
    background_.repeat(server_.executor(), "session sweep", sweep_every, [this] { return sessions_.sweep(); });
    stores_.run(background_, server_.executor());
    others_.run(background_, server_.executor());
    co_await stop_.wanted();
    co_await stop_.carry_out(routes_->guard());
    background_.stop();
    if (!co_await background_.join(last_moment)) log::warn("a background task did not end in time");
    log::info("stopped");
}

asio::awaitable<void> Application::show_demo(std::string demo_key) {
    observe::LineQueue screen{::fileno(stdout), screen_bytes, [](std::uint64_t) { return std::string{}; }};
    const auto shown = co_await demo::welcome(settings_, *catalog_, sessions_, demo_key, screen);
    if (!shown) log::warn("no demo session", {{"detail", shown.error().detail}});
}

task<> Application::start() {
    if (auto ready = co_await stores_.start(hub_); !ready) co_return ready.error();
    auto actions = co_await pool_.start();
    if (!actions) co_return actions.error();
    catalog_.emplace(std::move(*actions));
    auto shell = page::Shell::make(page_assets(), settings_.base_path);
    if (!shell) co_return shell.error();
    shell_.emplace(std::move(*shell));
    if (const auto names = access::short_keys(settings_.api_keys); !names.empty()) {
        log::warn("API keys with fewer than 16 characters can be guessed", {{"names", names}});
    }
    if (catalog_->list().empty()) log::warn("no actions are installed: no session can be created");
    routes_.emplace(Services{settings_, keys_, *catalog_, *shell_, sessions_, stores_, hub_, pool_, submissions_});
    routes_->add_to(router_);
    face_.set_lost_page([this](http::Request& request) { return routes_->lost(request); });
    // Nobody is let in before all have started.
    if (auto others = co_await others_.start(); !others) co_return others.error();
    const auto port = server_.listen({.address = settings_.listen,
                                      .port = settings_.port,
                                      .router = router_,
                                      .face = face_,
                                      .body_bytes = settings_.bodies_max_bytes});
    if (!port) co_return port.error();
    co_return others_.listen(server_);
}

}  // namespace baton::core::app
