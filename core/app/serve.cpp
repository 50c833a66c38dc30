#include "core/app/serve.hpp"

#include "core/app/application.hpp"
#include "core/app/build_info.hpp"
#include "core/app/installed_actions.hpp"
#include "core/app/process_limits.hpp"
#include "core/app/store_settings.hpp"
#include "core/observe/log.hpp"
#include "core/plugin/directory.hpp"
#include "core/service/process.hpp"
#include "core/shared/resources.hpp"
#include "core/store/stores.hpp"

#include <malloc.h>
#include <sys/prctl.h>

#include <csignal>
#include <memory>
#include <utility>

namespace baton::core::app {

namespace {

void ignore_signals() {
    std::signal(SIGPIPE, SIG_IGN);
    // Nothing here uses it, and a descriptor shared with a worker could be made to send it.
    std::signal(SIGIO, SIG_IGN);
}

/// What large bodies and messages take goes back to the system as soon as it is freed. By itself the C library would
/// soon keep such pieces between smaller ones, where one that lives on holds the memory of a whole flood.
// decision 0048
void give_large_pieces_back() {
    constexpr int large = 128 * 1024;
    (void)::mallopt(M_MMAP_THRESHOLD, large);
}

/// The environment holds the API keys; without this a plugin that is loading could read it under /proc.
void hide_from_workers() {
    (void)::prctl(PR_SET_DUMPABLE, 0);
}

result<std::unique_ptr<service::Group>> open_services(const config::Settings& settings, const Parts& parts,
                                                      shared::Resources& resources) {
    const service::Setup setup{parts.variables, parts.services.only_one(), resources, build_info::commit};
    return service::Group::open(parts.services, setup, settings.listen);
}

}  // namespace

result<void> serve(const config::Settings& settings, const Parts& parts) {
    ignore_signals();
    auto allowed = raise_descriptor_limit(event_loops(settings), worker_processes(settings));
    if (!allowed) return allowed;
    give_large_pieces_back();
    hide_from_workers();
    const auto config = read_plugin_config(settings.plugin_config);
    if (!config) return config.error();
    const auto places = plugin_places(settings, parts.executable);
    if (auto known = check_actions(settings, places); !known) return known;
    for (const auto& library : plugin::without_manifest(places)) {
        log::warn("a library has no manifest and is not loaded", {{"library", library.string()}});
    }
    auto plugins = plugin::find_plugins(places, settings.actions, *config, parts.for_plugins);
    if (!plugins) return plugins.error();
    shared::Resources resources;
    auto stores = store::open_stores(store_settings(settings), resources);
    if (!stores) return stores.error();
    auto others = open_services(settings, parts, resources);
    if (!others) return others.error();
    Application application{settings, {resources, **stores, **others}, parts.executable, std::move(*plugins)};
    return application.run(parts.demo, parts.demo_key);
}

result<void> serve_services(const config::Settings& settings, const Parts& parts) {
    ignore_signals();
    if (auto allowed = raise_descriptor_limit(event_loops(settings), 0); !allowed) return allowed;
    give_large_pieces_back();
    hide_from_workers();
    shared::Resources resources;
    auto group = open_services(settings, parts, resources);
    if (!group) return group.error();
    return service::run_process(**group, resources, event_loops(settings));
}

}  // namespace baton::core::app
