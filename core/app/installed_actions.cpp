#include "core/app/installed_actions.hpp"

#include "core/app/build_info.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <sstream>
#include <string>
#include <system_error>

namespace baton::core::app {

namespace json = boost::json;

plugin::Places plugin_places(const config::Settings& settings, const std::filesystem::path& executable) {
    if (!settings.plugin_dirs.empty()) return settings.plugin_dirs;
    const auto beside = executable.parent_path() / "plugins";
    return {std::filesystem::is_directory(beside) ? beside : std::filesystem::path{build_info::installed_plugins}};
}

result<json::object> read_plugin_config(const std::filesystem::path& file) {
    if (file.empty()) return json::object{};
    std::ifstream stream{file};
    if (!stream) {
        return problem(errc::bad_request, "PLUGIN_CONFIG: '" + file.string() +
                                              "' cannot be read: " + std::generic_category().message(errno));
    }
    std::ostringstream text;
    text << stream.rdbuf();
    boost::system::error_code error;
    const json::value value = json::parse(text.str(), error);
    if (!stream || error || !value.is_object()) {
        return problem(errc::bad_request, "PLUGIN_CONFIG: '" + file.string() +
                                              "' is not allowed: it must be a JSON file {\"ACTION\": {…}}");
    }
    return value.get_object();
}

result<void> check_actions(const config::Settings& settings, const plugin::Places& places) {
    if (auto fits = plugin::check_places(places); !fits) return fits;
    const auto installed = plugin::installed(places);
    std::string allowed;
    for (const auto& name : installed) allowed += (allowed.empty() ? "" : ", ") + name;
    for (const auto& name : settings.actions) {
        if (std::find(installed.begin(), installed.end(), name) != installed.end()) continue;
        const auto orphans = plugin::without_manifest(places);
        const auto orphan =
            std::ranges::find(orphans, name, [](const auto& library) { return library.stem().string(); });
        if (orphan != orphans.end()) {
            return problem(errc::bad_request, "ACTIONS: '" + name + "' cannot be loaded: its manifest " + name +
                                                  ".json is missing beside " + orphan->string());
        }
        return problem(
            errc::bad_request,
            "ACTIONS: '" + name + "' is not allowed: it must be a comma list of installed actions (" + allowed + ")");
    }
    return {};
}

}  // namespace baton::core::app
