#include "core/app/actions_report.hpp"
#include "core/app/build_info.hpp"
#include "core/app/demo.hpp"
#include "core/app/process_limits.hpp"
#include "core/app/serve.hpp"
#include "core/app/store_commands.hpp"
#include "core/config/secret_files.hpp"
#include "core/config/services.hpp"
#include "core/config/settings.hpp"
#include "core/observe/log.hpp"
#include "core/service/enabled.hpp"
#include "core/work/worker/worker_main.hpp"
#include "services/all.hpp"

#include <CLI/CLI.hpp>
#include <sys/stat.h>

#include <filesystem>
#include <optional>
#include <string>
#include <utility>

namespace {

using namespace baton::core;

int fail(const Problem& problem) {
    log::say("baton: " + problem.detail);
    return 1;
}

/// What the environment, `.env` and the files they name say, and to whom.
struct Said {
    config::Variables variables;
    service::Enabled services;
};

result<Said> read_variables() {
    auto variables = config::read_environment(std::filesystem::current_path());
    if (!variables) return variables.error();
    auto enabled = service::read_enabled(*variables, baton::services::all());
    if (!enabled) return enabled.error();
    auto secrets = enabled->session ? config::secret_names() : std::vector<std::string>{};
    for (auto& name : service::setting_names(*enabled, true)) secrets.push_back(std::move(name));
    auto whole = config::read_secret_files(std::move(*variables), secrets);
    if (!whole) return whole.error();
    return Said{std::move(*whole), std::move(*enabled)};
}

config::Variables for_sessions(const config::Variables& variables) {
    return config::for_service(variables, config::first_service, true);
}

void warn_of_misspelt(const Said& said) {
    auto names = service::setting_names(said.services, false);
    names.emplace_back("SERVICES");
    for (const auto& [written, meant] : config::misspelt(said.variables, names)) {
        log::warn("a variable is no setting", {{"variable", written}, {"meant", meant}});
    }
}

int run_services(const Said& said, const std::filesystem::path& executable, bool demo) {
    if (demo) return fail(problem(errc::bad_request, "--demo shows a session: SERVICES has none"));
    const auto settings = config::read_shared_settings(said.variables);
    if (!settings) return fail(settings.error());
    log::start(settings->log_level, settings->dev);
    warn_of_misspelt(said);
    const auto served = app::serve_services(
        *settings, {.variables = said.variables, .services = said.services, .executable = executable});
    return served ? 0 : fail(served.error());
}

// decision 0035
int run_server(bool demo) {
    const auto said = read_variables();
    if (!said) return fail(said.error());
    const auto executable = app::own_path();
    if (!executable) return fail(executable.error());
    if (!said->services.session) return run_services(*said, *executable, demo);
    const auto variables = for_sessions(said->variables);
    auto settings = config::read_settings(variables, demo);
    if (!settings) return fail(settings.error());
    if (demo && !settings->dev) return fail(problem(errc::bad_request, "--demo is for development: it needs DEV=true"));
    const std::string demo_key = demo ? app::demo::fill_in(*settings) : std::string{};
    log::start(settings->log_level, settings->dev);
    warn_of_misspelt(*said);
    const auto for_plugins = service::without_settings(config::other_variables(variables), baton::services::all());
    const auto served =
        app::serve(*settings, {said->variables, said->services, for_plugins, *executable, demo, demo_key});
    return served ? 0 : fail(served.error());
}

/// Runs what needs only the settings of stores.
template <class Command>
int run_on_stores(Command command) {
    const auto said = read_variables();
    if (!said) return fail(said.error());
    if (!said->services.session) return fail(problem(errc::bad_request, "SERVICES names no session: nothing to do"));
    const auto settings = config::read_settings(for_sessions(said->variables), true);
    if (!settings) return fail(settings.error());
    log::start(settings->log_level, settings->dev);
    const auto done = command(*settings);
    return done ? 0 : fail(done.error());
}

// decision 0049
int run_server_and_flush(bool demo) {
    log::start_queue();
    const int code = run_server(demo);
    log::flush();
    return code;
}

}  // namespace

int main(int argc, char** argv) {
    // What people sent is nobody else's on this machine, whoever made the directory.
    ::umask(S_IRWXG | S_IRWXO);
    CLI::App line{"Baton hands a task from a backend to a person's phone and brings the result back."};
    line.name("baton");
    line.require_subcommand(1);
    line.set_version_flag("--version", std::string{"baton "} + build_info::version);
    line.footer([] { return "\n" + config::settings_help() + service::services_help(baton::services::all()); });
    std::optional<int> code;
    bool demo = false;
    auto* serve_command = line.add_subcommand("serve", "Run the server");
    serve_command->add_flag("--demo", demo,
                            "Fill in API_KEYS and BASE_URL if unset and print a demo session (needs DEV=true)");
    auto* actions_command =
        line.add_subcommand("actions", "List the installed actions with their formats and ABI verdict");
    line.add_subcommand("jobs", "Show what is to be done later, and what of it fails")->callback([&] {
        code = run_on_stores(app::show_jobs);
    });
    bool only_status = false;
    auto* migrate_command = line.add_subcommand("migrate", "Bring the tables to this version, as a start does");
    migrate_command->add_flag("--status", only_status, "Only show how far they are");
    migrate_command->callback([&] { code = run_on_stores(only_status ? app::show_migrations : app::run_migrations); });
    bool adopt = false;
    auto* files_command = line.add_subcommand("files", "Say whose the stored files are");
    files_command->add_flag("--adopt", adopt, "After a restore: files that the tables do not name may go")->required();
    files_command->callback([&] { code = run_on_stores(app::adopt_files); });
    std::filesystem::path target;
    auto* backup_command = line.add_subcommand("backup", "Copy DATA_DIR, also while a server works with it");
    backup_command->add_option("DIR", target, "Where to: a new directory")->required();
    backup_command->callback([&] {
        code = run_on_stores([&](const config::Settings& settings) { return app::make_backup(settings, target); });
    });
    auto* worker_command = line.add_subcommand("worker", "Run jobs for a server (started by it)")->group("");
    line.failure_message([](const CLI::App* app, const CLI::Error& error) {
        const auto extras = app->remaining();
        const bool unknown = !extras.empty() && app->get_subcommands().empty();
        return "baton: " + (unknown ? "there is no command or option '" + extras.front() + "'" : error.what()) +
               ": 'baton --help' lists what there is\n";
    });
    CLI11_PARSE(line, argc, argv);
    if (code) return *code;
    if (*worker_command) return work::worker_main();
    if (*actions_command) {
        const auto executable = app::own_path();
        return executable ? app::list_actions(*executable) : fail(executable.error());
    }
    (void)serve_command;
    return run_server_and_flush(demo);
}
