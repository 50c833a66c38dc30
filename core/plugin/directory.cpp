#include "core/plugin/directory.hpp"

#include "core/base/text.hpp"
#include "core/plugin/manifest.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string_view>
#include <system_error>
#include <utility>

namespace baton::core::plugin {

namespace {

Problem about(const std::string& name, const std::string& what) {
    return problem(errc::internal, "plugin '" + one_line(name, 64) + "': " + what);
}

Problem unknown(const std::string& name, const Places& places) {
    std::vector<std::string> paths;
    for (const auto& place : places) paths.push_back(place.string());
    return about(name, "is not installed in " + join(paths) + " (installed: " + join(installed(places)) + ")");
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
    return std::ranges::find(names, name) != names.end();
}

result<boost::json::object> settings_of(const std::string& name, const boost::json::object& config) {
    const auto* settings = config.if_contains(name);
    if (settings == nullptr) return boost::json::object{};
    if (!settings->is_object()) return about(name, "its settings in PLUGIN_CONFIG must be an object");
    return settings->get_object();
}

/// How the variables of a plugin begin: `SCAN_`.
std::string prefix_of(const PluginFile& plugin) {
    std::string prefix;
    for (const char c : plugin.id) {
        prefix += c == '-' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return prefix + "_";
}

std::string ascii_lower(std::string text) {
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

/// The plugin whose variable this is: the one with the longest name, if one's name begins with another's.
PluginFile* owner_of(std::string_view variable, std::vector<PluginFile>& plugins) {
    PluginFile* owner = nullptr;
    for (auto& plugin : plugins) {
        const auto prefix = prefix_of(plugin);
        if (!variable.starts_with(prefix) || variable.size() == prefix.size()) continue;
        if (owner == nullptr || owner->id.size() < plugin.id.size()) owner = &plugin;
    }
    return owner;
}

/// Whole numbers, true and false as such, everything else as text: a variable has no types.
boost::json::value value_of(const std::string& text) {
    std::int64_t number = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc{} && rest == text.data() + text.size()) return number;
    if (text == "true" || text == "false") return text == "true";
    return boost::json::value(text);
}

}  // namespace

result<PluginFile> check_plugin(const std::filesystem::path& directory, const std::string& name,
                                const boost::json::object& settings) {
    auto manifest = read_manifest(directory / (name + ".json"));
    if (!manifest) return about(name, manifest.error().detail);
    if (const auto mismatch = abi_mismatch(*manifest)) return about(name, *mismatch);

    std::error_code error;
    const auto library = std::filesystem::absolute(directory / (name + ".so"), error);
    if (error || !std::filesystem::is_regular_file(library, error)) {
        return about(name, "its library " + name + ".so is missing");
    }
    return PluginFile{manifest->id, manifest->version, library, settings};
}

result<std::vector<PluginFile>> find_plugins(const Places& places, const std::vector<std::string>& enabled,
                                             const boost::json::object& config, const Variables& variables) {
    if (auto fits = check_places(places); !fits) return fits.error();
    const auto present = installed(places);
    const auto& wanted = enabled.empty() ? present : enabled;
    for (const auto& member : config) {
        if (!contains(present, std::string{member.key()})) {
            auto missing = unknown(std::string{member.key()}, places);
            missing.detail = "PLUGIN_CONFIG: " + missing.detail;
            return missing;
        }
    }

    std::vector<PluginFile> files;
    for (const auto& name : wanted) {
        if (!contains(present, name)) return unknown(name, places);
        if (std::ranges::find(files, name, &PluginFile::id) != files.end()) return about(name, "is enabled twice");
        auto settings = settings_of(name, config);
        if (!settings) return settings.error();
        auto file = check_plugin(place_of(places, name), name, *settings);
        if (!file) return file.error();
        files.push_back(std::move(*file));
    }
    for (const auto& [name, value] : variables) {
        if (auto* plugin = owner_of(name, files); plugin != nullptr && !value.empty()) {
            const auto setting = ascii_lower(name.substr(prefix_of(*plugin).size()));
            plugin->settings[setting] = value_of(value);
            plugin->variables[setting] = name;
        }
    }
    return files;
}

}  // namespace baton::core::plugin
