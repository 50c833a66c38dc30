#include "core/plugin/loader.hpp"

#include "core/base/text.hpp"

#include <boost/dll/shared_library.hpp>

#include <exception>
#include <system_error>
#include <utility>
#include <vector>

namespace baton::core::plugin {

namespace {

/// Open until the process ends: unloading a library whose vtables and static data are in use is how hosts crash.
std::vector<boost::dll::shared_library>& open_libraries() {
    static auto* libraries = new std::vector<boost::dll::shared_library>;
    return *libraries;
}

result<boost::dll::shared_library> open_library(const std::filesystem::path& file) {
    boost::dll::shared_library library;
    try {
        // Neither global (plugins must not see each other's symbols) nor lazy (a missing symbol is found now, not in a
        // job). The throwing form, because only that one carries dlerror's text.
        library.load(file, boost::dll::load_mode::rtld_now | boost::dll::load_mode::rtld_local);
    } catch (const std::system_error& error) {
        return problem(errc::internal, "cannot be loaded: " + one_line(error.what(), 400));
    }
    return library;
}

result<PluginCreate*> find_create(const boost::dll::shared_library& library) {
    if (!library.has(plugin_abi_symbol) || !library.has(plugin_create_symbol)) {
        return problem(errc::internal, "is no Baton plugin: it does not end with BATON_PLUGIN");
    }
    const std::string_view theirs{&library.get<const char>(plugin_abi_symbol)};
    if (theirs != BATON_SDK_ABI_STRING) {
        return problem(errc::internal, "its library was built for '" + one_line(theirs, 128) +
                                           "' although its manifest fits; this server is '" BATON_SDK_ABI_STRING "'");
    }
    return &library.get<PluginCreate>(plugin_create_symbol);
}

std::string because(const Error& error) {
    std::string text = one_line(error.detail, 400);
    if (!error.pointer.empty()) text += " (" + one_line(error.pointer, 128) + ")";
    return text;
}

result<LoadedPlugin> bring_up(const std::string& id, PluginCreate* create, const boost::json::object& settings) {
    LoadedPlugin loaded{id, std::unique_ptr<Plugin>{create()}, std::make_unique<action::Registration>()};
    if (!loaded.instance) return problem(errc::internal, "constructs nothing");
    if (auto provisioned = loaded.instance->provision(settings); !provisioned) {
        auto refused = problem(errc::internal, "refuses its settings: " + because(provisioned.error()));
        const auto& [code, detail, pointer] = provisioned.error();
        refused.errors.push_back({pointer, "invalid", detail});
        return refused;
    }
    if (auto registered = loaded.instance->register_with(*loaded.registration); !registered) {
        return problem(errc::internal, "cannot register: " + because(registered.error()));
    }
    return loaded;
}

}  // namespace

result<LoadedPlugin> load_plugin(const std::string& id, const std::filesystem::path& library,
                                 const boost::json::object& settings) {
    try {
        auto opened = open_library(library);
        if (!opened) return opened.error();
        auto create = find_create(*opened);
        open_libraries().push_back(std::move(*opened));
        if (!create) return create.error();
        return bring_up(id, *create, settings);
    } catch (const std::exception& exception) {
        return problem(errc::internal, "threw while loading: " + one_line(exception.what(), 400));
    } catch (...) {
        return problem(errc::internal, "threw something that is no std::exception while loading");
    }
}

}  // namespace baton::core::plugin
