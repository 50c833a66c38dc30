#include "core/plugin/places.hpp"

#include "core/base/text.hpp"

#include <baton/plugin.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string_view>
#include <system_error>

namespace baton::core::plugin {

namespace {

/// The regular files of a directory with that extension, by their names without it.
std::vector<std::string> names_in(const std::filesystem::path& directory, std::string_view extension) {
    std::vector<std::string> names;
    std::error_code error;
    for (std::filesystem::directory_iterator entry{directory, error}, end; !error && entry != end;
         entry.increment(error)) {
        std::error_code type_error;
        if (entry->path().extension() == extension && entry->is_regular_file(type_error)) {
            names.push_back(entry->path().stem().string());
        }
    }
    return names;
}

/// Whether the name of a plugin's symbol is in the library: it is only read, never loaded.
bool looks_like_a_plugin(const std::filesystem::path& library) {
    std::ifstream file{library, std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{file}, {}};
    return bytes.find(baton::plugin_create_symbol) != std::string::npos;
}

}  // namespace

std::vector<std::string> installed(const Places& places) {
    std::vector<std::string> names;
    for (const auto& place : places) std::ranges::move(names_in(place, ".json"), std::back_inserter(names));
    std::ranges::sort(names);
    const auto [again, end] = std::ranges::unique(names);
    names.erase(again, end);
    return names;
}

std::filesystem::path place_of(const Places& places, const std::string& name) {
    for (const auto& place : places) {
        std::error_code error;
        if (std::filesystem::is_regular_file(place / (name + ".json"), error)) return place;
    }
    return {};
}

std::vector<std::filesystem::path> without_manifest(const Places& places) {
    std::vector<std::filesystem::path> found;
    for (const auto& place : places) {
        const auto named = names_in(place, ".json");
        for (const auto& name : names_in(place, ".so")) {
            const auto library = place / (name + ".so");
            if (std::ranges::find(named, name) == named.end() && looks_like_a_plugin(library)) found.push_back(library);
        }
    }
    std::ranges::sort(found);
    return found;
}

result<void> check_places(const Places& places) {
    for (auto place = places.begin(); place != places.end(); ++place) {
        std::error_code error;
        if (!std::filesystem::is_directory(*place, error)) {
            return problem(errc::internal, "PLUGIN_DIR: '" + one_line(place->string(), 4096) +
                                               "' is not allowed: it must be a directory, or several with ':' between");
        }
        const Places before{places.begin(), place};
        for (const auto& name : names_in(*place, ".json")) {
            if (const auto other = place_of(before, name); !other.empty()) {
                return problem(errc::internal, "plugin '" + one_line(name, 64) + "': is installed in " +
                                                   other.string() + " and in " + place->string());
            }
        }
    }
    return {};
}

}  // namespace baton::core::plugin
