#include "core/work/pool/survey.hpp"

#include "core/plugin/directory.hpp"
#include "core/plugin/manifest.hpp"

#include <utility>

namespace baton::core::work {

namespace asio = boost::asio;

namespace {

asio::awaitable<ActionReport> look_at(asio::any_io_executor executor, const plugin::Places& places,
                                      const std::string& name, const boost::json::object& config,
                                      const plugin::Variables& variables, PoolSettings settings) {
    ActionReport report{name, {}, false, {}, std::nullopt};
    if (const auto manifest = plugin::read_manifest(plugin::place_of(places, name) / (name + ".json"))) {
        report.version = manifest->version;
        report.abi_fits = !plugin::abi_mismatch(*manifest);
    }
    auto files = plugin::find_plugins(places, {name}, config, variables);
    if (!files) {
        report.problem = files.error().detail;
        co_return report;
    }
    settings.plugins = std::move(*files);
    settings.workers = 1;
    Pool pool{executor, std::move(settings)};
    auto actions = co_await pool.start();
    co_await pool.stop();
    if (actions) {
        report.action = std::move(actions->front());
    } else {
        report.problem = actions.error().detail;
    }
    co_return report;
}

}  // namespace

asio::awaitable<std::vector<ActionReport>> survey(asio::any_io_executor executor, plugin::Places places,
                                                  boost::json::object config, PoolSettings settings,
                                                  plugin::Variables variables) {
    std::vector<ActionReport> reports;
    for (const auto& name : plugin::installed(places)) {
        reports.push_back(co_await look_at(executor, places, name, config, variables, settings));
    }
    for (const auto& library : plugin::without_manifest(places)) {
        const auto name = library.stem().string();
        reports.push_back(
            {name, {}, false, "its manifest " + name + ".json is missing beside " + library.string(), {}});
    }
    co_return reports;
}

}  // namespace baton::core::work
