#include "core/app/actions_report.hpp"

#include "core/app/installed_actions.hpp"
#include "core/config/settings.hpp"
#include "core/observe/log.hpp"
#include "core/work/pool/survey.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <iostream>

namespace baton::core::app {

namespace {

void print(const work::ActionReport& report) {
    std::cout << report.id << " " << (report.version.empty() ? "?" : report.version) << "  ABI "
              << (report.abi_fits ? "fits" : "does not fit");
    if (!report.problem.empty()) {
        std::cout << "\n  broken: " << report.problem << "\n";
        return;
    }
    std::cout << "\n  formats:";
    const auto& action = *report.action;
    for (std::size_t i = 0; i < action.formats.size(); ++i) {
        const auto& format = action.formats[i];
        std::cout << " " << format.id << " (" << format.media_type << (action.default_format == i ? ", default)" : ")");
    }
    std::cout << "\n  accepts:";
    for (const auto& type : action.accepts) std::cout << " " << type;
    std::cout << "\n";
}

}  // namespace

int list_actions(const std::filesystem::path& executable) {
    const auto fail = [](const Problem& problem) {
        std::cerr << "baton: " << problem.detail << "\n";
        return 1;
    };
    const auto variables = config::read_environment(std::filesystem::current_path());
    if (!variables) return fail(variables.error());
    const auto settings = config::read_settings(*variables, true);
    if (!settings) return fail(settings.error());
    const auto config = read_plugin_config(settings->plugin_config);
    if (!config) return fail(config.error());
    // What is wrong is in the report; the workers' own lines would only say it twice.
    log::start(log::Level::error, settings->dev);
    const auto places = plugin_places(*settings, executable);
    boost::asio::io_context context;
    std::vector<work::ActionReport> reports;
    work::PoolSettings pool;
    pool.executable = executable;
    pool.address_space = settings->worker_memory_bytes;
    pool.session_bytes = settings->file_quota_session_bytes;
    pool.log_level = "error";
    boost::asio::co_spawn(
        context, work::survey(context.get_executor(), places, *config, pool, config::other_variables(*variables)),
        [&](const std::exception_ptr& failure, std::vector<work::ActionReport> found) {
            if (failure) std::rethrow_exception(failure);
            reports = std::move(found);
        });
    context.run();
    if (reports.empty()) {
        for (const auto& place : places) std::cout << "no actions in " << place.string() << "\n";
    }
    bool broken = false;
    for (const auto& report : reports) {
        print(report);
        broken = broken || !report.problem.empty();
    }
    return broken ? 1 : 0;
}

}  // namespace baton::core::app
