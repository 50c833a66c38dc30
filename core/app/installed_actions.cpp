#include "core/app/installed_actions.hpp"

#include "core/app/build_info.hpp"
#include "core/plugin/directory.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>

namespace baton::core::app {

namespace json = boost::json;

std::filesystem::path plugin_directory(const config::Settings& settings, const std::filesystem::path& executable) {
    if (!settings.plugin_dir.empty()) return settings.plugin_dir;
    const auto beside = executable.parent_path() / "plugins";
    return std::filesystem::is_directory(beside) ? beside : std::filesystem::path{build_info::installed_plugins};
}

result<json::object> read_plugin_config(const std::filesystem::path& file) {
    if (file.empty()) return json::object{};
    std::ifstream stream{file};
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

result<void> check_actions(const config::Settings& settings, const std::filesystem::path& directory) {
    if (!std::filesystem::is_directory(directory)) {
        return problem(errc::bad_request,
                       "PLUGIN_DIR: '" + directory.string() + "' is not allowed: it must be a directory");
    }
    const auto installed = plugin::installed(directory);
    std::string allowed;
    for (const auto& name : installed) allowed += (allowed.empty() ? "" : ", ") + name;
    for (const auto& name : settings.actions) {
        if (std::find(installed.begin(), installed.end(), name) != installed.end()) continue;
        return problem(
            errc::bad_request,
            "ACTIONS: '" + name + "' is not allowed: it must be a comma list of installed actions (" + allowed + ")");
    }
    return {};
}

}  // namespace baton::core::app
