#include "core/app/serve.hpp"

#include "core/action/catalog.hpp"
#include "core/api/backend_operations.hpp"
#include "core/api/downloads.hpp"
#include "core/api/meta.hpp"
#include "core/api/qr.hpp"
#include "core/api/sessions.hpp"
#include "core/api/websocket.hpp"
#include "core/app/build_info.hpp"
#include "core/app/demo.hpp"
#include "core/app/installed_actions.hpp"
#include "core/app/process_limits.hpp"
#include "core/base/background.hpp"
#include "core/event/hub.hpp"
#include "core/http/problem_face.hpp"
#include "core/net/server.hpp"
#include "core/observe/background_log.hpp"
#include "core/observe/line_queue.hpp"
#include "core/observe/log.hpp"
#include "core/page/assets.hpp"
#include "core/page/entry.hpp"
#include "core/page/shell.hpp"
#include "core/phone/events.hpp"
#include "core/phone/forms.hpp"
#include "core/phone/guard.hpp"
#include "core/phone/operations.hpp"
#include "core/phone/phone_state.hpp"
#include "core/phone/submit.hpp"
#include "core/phone/uploads.hpp"
#include "core/plugin/directory.hpp"
#include "core/processing/intake.hpp"
#include "core/processing/operation_calls.hpp"
#include "core/processing/submission.hpp"
#include "core/session/service.hpp"
#include "core/store/memory/file_store.hpp"
#include "core/store/memory/session_store.hpp"
#include "core/work/pool/pool.hpp"
#include "shell_assets.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <malloc.h>
#include <sys/prctl.h>

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <optional>
#include <string>
#include <thread>

namespace baton::core::app {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr auto tuple_token = asio::as_tuple(asio::use_awaitable);
constexpr auto stop_time = 9s;
constexpr auto sweep_every = 200ms;
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

unsigned cores() {
    return std::max(1u, std::thread::hardware_concurrency());
}

/// What large bodies and messages take goes back to the system as soon as it is freed. By itself the C library would
/// soon keep such pieces between smaller ones, where one that lives on holds the memory of a whole flood.
// decision 0048
void give_large_pieces_back() {
    constexpr int large = 128 * 1024;
    (void)::mallopt(M_MMAP_THRESHOLD, large);
}

work::PoolSettings pool_settings(const config::Settings& settings, const std::filesystem::path& executable,
                                 std::vector<plugin::PluginFile> plugins) {
    work::PoolSettings pool;
    pool.executable = executable;
    pool.workers = settings.workers != 0 ? settings.workers : cores();
    pool.queue_per_worker = settings.worker_queue;
    pool.session_cpu = settings.session_cpu;
    pool.deadline = std::chrono::duration_cast<std::chrono::milliseconds>(settings.worker_timeout);
    pool.address_space = settings.worker_memory_bytes;
    pool.session_bytes = settings.file_quota_session_bytes;
    pool.log_level = log::name_of(settings.log_level);
    pool.jobs_per_worker = settings.worker_max_jobs;
    pool.plugins = std::move(plugins);
    return pool;
}

/// Everything that lives as long as the server, in the order in which it depends on each other.
class Application {
public:
    Application(const config::Settings& settings, const std::filesystem::path& executable,
                std::vector<plugin::PluginFile> plugins)
        : settings_(settings),
          router_(settings.base_path),
          stored_sessions_(settings.max_sessions),
          files_(settings.file_quota_session_bytes, settings.file_quota_total_bytes),
          sessions_(stored_sessions_, files_, hub_),
          server_(settings.threads != 0 ? settings.threads : cores(), settings.bodies_max_bytes),
          pool_(server_.executor(), pool_settings(settings, executable, std::move(plugins))),
          submissions_(sessions_, files_, pool_, longest_submission(settings)),
          keys_(settings.api_keys) {}

    result<void> run(bool demo, const std::string& demo_key) {
        asio::signal_set signals{server_.executor(), SIGTERM, SIGINT};
        asio::co_spawn(server_.executor(), live(signals, demo, demo_key), [this](const std::exception_ptr& surprise) {
            if (surprise) {
                failure_ = problem(errc::internal, "the server stopped by an exception: " + text_of(surprise));
            }
            server_.stop();
        });
        server_.run();
        return failure_ ? result<void>{*failure_} : result<void>{};
    }

private:
    /// A submission may wait behind a full queue before its own job's time begins; its session waits for it.
    // decision 0032
    static std::chrono::milliseconds longest_submission(const config::Settings& settings) {
        return std::chrono::duration_cast<std::chrono::milliseconds>(settings.worker_timeout) *
               (settings.worker_queue + 1);
    }

    asio::awaitable<void> live(asio::signal_set& signals, bool demo, std::string demo_key) {
        if (auto started = co_await start(); !started) {
            failure_ = started.error();
            co_await pool_.stop();
            co_return;
        }
        log::info("ready",
                  {{"url", settings_.base_url}, {"port", settings_.port}, {"actions", catalog_->list().size()}});
        if (demo) {
            observe::LineQueue screen{::fileno(stdout), screen_bytes, [](std::uint64_t) { return std::string{}; }};
            if (auto shown = co_await demo::welcome(settings_, *catalog_, sessions_, demo_key, screen); !shown) {
                log::warn("no demo session", {{"detail", shown.error().detail}});
            }
        }
        background_.repeat(server_.executor(), "session sweep", sweep_every, [this] { return sessions_.sweep(); });
        (void)co_await signals.async_wait(tuple_token);
        log::info("stopping");
        hub_.stop();
        co_await server_.drain(stop_time);
        background_.stop();
        co_await pool_.stop();
        if (!co_await background_.join(last_moment)) log::warn("a background task did not end in time");
        log::info("stopped");
    }

    task<> start() {
        auto actions = co_await pool_.start();
        if (!actions) co_return actions.error();
        catalog_.emplace(std::move(*actions));
        auto shell = page::Shell::make(page_assets(), settings_.base_path);
        if (!shell) co_return shell.error();
        shell_.emplace(std::move(*shell));
        if (catalog_->list().empty()) log::warn("no actions are installed: no session can be created");
        add_routes();
        const auto port = server_.listen({settings_.listen, settings_.port, router_, face_});
        if (!port) co_return port.error();
        co_return result<>{};
    }

    void add_routes() {
        handlers_.emplace(*this);
        api::add_meta_routes(router_, build_info::version, build_info::commit);
        handlers_->add_routes(router_);
        face_.set_lost_page([this](http::Request& request) { return handlers_->entry.lost(request); });
    }

    /// The routes' owners; each gets the services it needs.
    struct Handlers {
        explicit Handlers(Application& app)
            : calls(app.sessions_, app.files_, app.pool_),
              sessions(app.settings_, app.keys_, *app.catalog_, app.sessions_),
              downloads(app.keys_, app.sessions_, app.files_),
              qr(app.settings_, app.keys_, app.sessions_),
              websocket(app.keys_, *app.catalog_, app.sessions_, app.hub_),
              backend_operations(app.keys_, *app.catalog_, app.sessions_, calls),
              entry(*app.shell_, *app.catalog_, app.sessions_),
              guard(app.settings_, app.sessions_),
              state(app.settings_, *app.catalog_, app.sessions_, guard),
              intake(*app.catalog_, app.sessions_, app.files_, app.pool_),
              uploads(app.settings_, app.sessions_, app.files_, intake, guard),
              forms(*app.catalog_, app.sessions_, app.files_, intake, app.submissions_, calls, guard),
              operations(*app.catalog_, app.sessions_, calls, guard),
              submit(app.settings_, *app.catalog_, app.sessions_, app.files_, app.submissions_, guard),
              events(app.sessions_, app.hub_, guard),
              assets(*app.shell_, *app.catalog_) {}

        void add_routes(http::Router& router) {
            sessions.add_routes(router);
            downloads.add_routes(router);
            qr.add_routes(router);
            websocket.add_routes(router);
            backend_operations.add_routes(router);
            entry.add_routes(router);
            state.add_routes(router);
            uploads.add_routes(router);
            forms.add_routes(router);
            operations.add_routes(router);
            submit.add_routes(router);
            events.add_routes(router);
            assets.add_routes(router);
        }

        processing::OperationCalls calls;
        api::Sessions sessions;
        api::Downloads downloads;
        api::QrCodes qr;
        api::WebSocketRoute websocket;
        api::BackendOperations backend_operations;
        page::Entry entry;
        phone::Guard guard;
        phone::PhoneState state;
        processing::Intake intake;
        phone::Uploads uploads;
        phone::Forms forms;
        phone::Operations operations;
        phone::Submit submit;
        phone::Events events;
        page::Assets assets;
    };

    const config::Settings& settings_;
    http::Router router_;
    http::ProblemFace face_;
    event::Hub hub_;
    store::memory::MemorySessionStore stored_sessions_;
    store::memory::MemoryFileStore files_;
    session::Service sessions_;
    /// Destroys the requests that were cut off at the end, and with them their places in the sessions' queues.
    net::Server server_;
    work::Pool pool_;
    processing::Submissions submissions_;
    access::ApiKeys keys_;
    background::Group background_{observe::log_background};
    std::optional<action::Catalog> catalog_;
    std::optional<page::Shell> shell_;
    std::optional<Handlers> handlers_;
    std::optional<Problem> failure_;
};

}  // namespace

result<void> serve(const config::Settings& settings, const config::Variables& variables,
                   const std::filesystem::path& executable, bool demo, const std::string& demo_key) {
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGIO,
                SIG_IGN);  // nothing here uses it, and a descriptor shared with a worker could be made to send it
    const auto allowed = raise_descriptor_limit(settings.threads != 0 ? settings.threads : cores(),
                                                settings.workers != 0 ? settings.workers : cores());
    if (!allowed) return allowed;
    give_large_pieces_back();
    // The environment holds the API keys; without this a plugin that is loading could read it under /proc.
    (void)::prctl(PR_SET_DUMPABLE, 0);
    const auto config = read_plugin_config(settings.plugin_config);
    if (!config) return config.error();
    const auto places = plugin_places(settings, executable);
    if (auto known = check_actions(settings, places); !known) return known;
    for (const auto& library : plugin::without_manifest(places)) {
        log::warn("a library has no manifest and is not loaded", {{"library", library.string()}});
    }
    auto plugins = plugin::find_plugins(places, settings.actions, *config, variables);
    if (!plugins) return plugins.error();
    Application application{settings, executable, std::move(*plugins)};
    return application.run(demo, demo_key);
}

}  // namespace baton::core::app
