#include "core/work/pool/loading.hpp"

#include "core/action/descriptor_parser.hpp"
#include "core/base/run_on.hpp"
#include "core/work/wire/setup_messages.hpp"

#include <boost/json/serialize.hpp>

#include <optional>
#include <string>
#include <utility>

namespace baton::core::work {

namespace asio = boost::asio;

namespace {

std::string in_time(std::chrono::milliseconds time) {
    const auto count = time.count();
    return count % 1000 == 0 ? std::to_string(count / 1000) + " s" : std::to_string(count) + " ms";
}

Problem about(const std::string& plugin, const std::string& what) {
    if (plugin.empty()) return problem(errc::internal, "worker: " + what);
    return problem(errc::internal, "plugin '" + plugin + "': " + what);
}

/// Where the loading of one worker stands.
struct Progress {
    const std::vector<plugin::PluginFile>& plugins;
    bool describe;
    std::string loading = {};  ///< the plugin whose code is running
    std::size_t done = 0;
    std::optional<std::string> refused_setting = {};  ///< see Refused
    std::vector<action::ActionDescriptor> actions = {};
};

/// The variable that set what a plugin refused, in front of what is wrong with it: the operator knows no pointers.
Problem name_variable(const Progress& progress, Problem refusal) {
    if (progress.refused_setting->empty() || progress.done >= progress.plugins.size()) return refusal;
    const auto& plugin = progress.plugins[progress.done];
    const std::string name = progress.refused_setting->substr(1);
    const auto variable = plugin.variables.find(name);
    if (variable == plugin.variables.end()) return refusal;
    const auto* value = plugin.settings.if_contains(name);
    const std::string shown = value == nullptr     ? ""
                              : value->is_string() ? std::string{value->get_string()}
                                                   : boost::json::serialize(*value);
    refusal.detail = variable->second + ": '" + shown + "' is not allowed: " + refusal.detail;
    return refusal;
}

/// Hashes and parses on the helper thread.
task<action::ActionDescriptor> describe(WorkerProcess& worker, plugin::PluginFile file,
                                        boost::json::object registration, std::vector<file::Fd> files) {
    if (files.size() > 1) co_return problem(errc::internal, "sent more than its assets");
    auto parse = [file = std::move(file), registration = std::move(registration),
                  files = std::move(files)]() mutable -> result<action::ActionDescriptor> {
        std::shared_ptr<const file::Blob> assets;
        if (!files.empty()) {
            auto adopted = file::Blob::adopt(std::move(files.front()));
            if (!adopted) return adopted.error();
            if ((*adopted)->size() > 0) assets = std::move(*adopted);
        }
        return action::parse_descriptor(file.id, file.version, registration, std::move(assets));
    };
    co_return co_await run_on(worker.helper(), std::move(parse));
}

/// Takes one report. True when the worker is ready.
task<bool> advance(WorkerProcess& worker, Progress& progress) {
    auto delivery = co_await worker.channel().receive(max_body);
    if (!delivery) co_return delivery.error();
    auto report = decode_load_report(delivery->text);
    if (!report) co_return report.error();

    if (std::holds_alternative<Ready>(*report)) {
        if (progress.done != progress.plugins.size()) co_return problem(errc::internal, "was ready too early");
        co_return true;
    }
    if (auto* refused = std::get_if<Refused>(&*report)) {
        progress.refused_setting = std::move(refused->setting);
        co_return problem(errc::internal, std::move(refused->detail));
    }
    if (progress.done == progress.plugins.size()) co_return problem(errc::internal, "loaded more than it was told to");
    const auto& expected = progress.plugins[progress.done];
    if (auto* loading = std::get_if<Loading>(&*report)) {
        if (loading->plugin != expected.id) co_return problem(errc::internal, "loaded out of order");
        progress.loading = expected.id;
        co_return false;
    }
    auto& registered = std::get<Registered>(*report);
    if (registered.plugin != progress.loading) co_return problem(errc::internal, "registered another plugin");
    if (progress.describe) {
        auto action =
            co_await describe(worker, expected, std::move(registered.registration), std::move(delivery->files));
        if (!action) co_return action.error();
        progress.actions.push_back(std::move(*action));
    }
    ++progress.done;
    progress.loading.clear();
    co_return false;
}

task<void> converse(WorkerProcess& worker, const PoolSettings& settings, Progress& progress) {
    const Setup setup{settings.plugins,       progress.describe, settings.address_space,
                      settings.session_bytes, settings.deadline, settings.log_level};
    if (auto sent = co_await worker.channel().send(encode_setup(setup), {}); !sent) co_return sent.error();
    for (;;) {
        auto ready = co_await advance(worker, progress);
        if (!ready) co_return ready.error();
        if (*ready) co_return result<void>{};
    }
}

}  // namespace

task<std::vector<action::ActionDescriptor>> load_plugins(std::shared_ptr<WorkerProcess> worker,
                                                         const PoolSettings& settings, bool describe) {
    if (auto started = co_await worker->start(settings.executable); !started) co_return started.error();
    Progress progress{settings.plugins, describe};
    result<void> loaded;
    {
        const WorkerProcess::Deadline deadline{*worker, settings.start_deadline};
        loaded = co_await converse(*worker, settings, progress);
    }
    if (loaded) {
        worker->settle();
        co_return std::move(progress.actions);
    }
    const bool timed_out = worker->timed_out();
    const auto how = co_await worker->lose(loaded.error());
    if (timed_out) {
        co_return about(progress.loading, "did not finish loading within " + in_time(settings.start_deadline));
    }
    if (progress.refused_setting) {
        auto refusal = about(progress.loading, how);
        refusal.errors.push_back({*progress.refused_setting, "refused", refusal.detail});
        co_return name_variable(progress, std::move(refusal));
    }
    const bool crashed = worker->channel().gone();
    co_return about(progress.loading, (crashed ? "while loading, the worker " : "") + how);
}

}  // namespace baton::core::work
