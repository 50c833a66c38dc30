// baton-plugin-conformance: says whether a plugin keeps what docs/plugins.md asks of it. It is a small host itself, and
// its own worker, so that the plugin runs here exactly as it will in the server.

#include "conformance/checks.hpp"
#include "core/action/options_schema.hpp"
#include "core/observe/log.hpp"
#include "core/work/worker/worker_main.hpp"

#include <boost/json/parse.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <exception>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string_view>

namespace {

using namespace baton;
using namespace baton::conformance;

struct Arguments {
    std::string directory;
    std::string name;
    std::vector<std::string> samples;
    std::string data_file;
    std::string options_file;
    std::string settings_file;
    unsigned load_seconds = 10;
};

/// Null without a file. Throws what `main` prints.
boost::json::value read_json(const std::string& file) {
    if (file.empty()) return nullptr;
    std::ifstream stream{file, std::ios::binary};
    if (!stream) throw std::runtime_error(file + " cannot be read");
    return boost::json::parse(std::string{std::istreambuf_iterator<char>{stream}, {}});
}

boost::json::object read_object(const std::string& file) {
    const auto value = read_json(file);
    if (value.is_null()) return {};
    if (!value.is_object()) throw std::runtime_error(file + " is not a JSON object");
    return value.get_object();
}

/// The samples of types that the action accepts; the others are no fault of the plugin.
std::vector<Sample> read_samples(const std::vector<std::string>& files, const core::action::ActionDescriptor& action,
                                 Report& report) {
    std::vector<Sample> samples;
    for (const auto& file : files) {
        auto sample = read_sample(file);
        if (!sample) throw std::runtime_error(file + " cannot be read");
        if (std::ranges::find(action.accepts, sample->media_type) == action.accepts.end()) {
            report.skip("sample " + sample->name, "the action does not accept its type");
        } else {
            samples.push_back(std::move(*sample));
        }
    }
    return samples;
}

void check_jobs(const Subject& subject, const Arguments& arguments, const core::action::ActionDescriptor& action,
                Report& report) {
    const auto options = core::action::complete_options(action.options_schema, read_object(arguments.options_file));
    if (!options && arguments.options_file.empty()) {
        return report.skip("jobs", "options are required (--options): " + options.error().detail);
    }
    report.judge("options fit the schema, defaults are filled in", options ? "" : options.error().detail);
    if (!options) return;
    PluginHost host{subject};
    if (auto started = host.start(); !started) return report.fail("loads again", started.error().detail);
    Trial trial{action, host, read_samples(arguments.samples, action, report), *options,
                read_json(arguments.data_file)};
    check_inspector(trial, report);
    check_processor(trial, report);
}

bool check(const Arguments& arguments) {
    const Subject subject{arguments.directory, arguments.name, read_object(arguments.settings_file),
                          std::chrono::seconds{arguments.load_seconds}};
    Report report;
    if (const auto action = check_loading(subject, report)) {
        check_page(*action, report);
        check_jobs(subject, arguments, *action, report);
    }
    return report.finish(arguments.name);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc == 2 && std::string_view{argv[1]} == "worker") return core::work::worker_main();
    CLI::App app{"Checks a Baton plugin, loaded and sandboxed as the server does it."};
    Arguments arguments;
    app.add_option("PLUGIN_DIR", arguments.directory, "Where NAME.so and NAME.json are")->required();
    app.add_option("NAME", arguments.name, "The plugin's id")->required();
    app.add_option("--sample", arguments.samples, "A good file of a type that the action accepts; may be repeated");
    app.add_option("--data", arguments.data_file, "JSON that the page would send with a submission");
    app.add_option("--options", arguments.options_file, "JSON object: the session's options");
    app.add_option("--settings", arguments.settings_file, "JSON object: the operator's settings");
    app.add_option("--load-seconds", arguments.load_seconds, "How long loading may take; the server allows 10");
    CLI11_PARSE(app, argc, argv);
    core::log::start(core::log::Level::error, true);
    try {
        return check(arguments) ? 0 : 1;
    } catch (const std::exception& exception) {
        std::cerr << "baton-plugin-conformance: " << exception.what() << "\n";
        return 2;
    }
}
