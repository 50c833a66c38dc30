#pragma once

#include <baton/export.hpp>
#include <baton/registry.hpp>
#include <baton/result.hpp>
#include <baton/version.hpp>

#include <boost/json/object.hpp>

#include <type_traits>

namespace baton {

/// An action as a shared library: `NAME.so` beside its manifest `NAME.json`, where NAME is the action's id.
///
/// Life in a worker process: construct (no effects) → `provision` → `register_with` → jobs → `shutdown`.
/// The library is never unloaded. Everything runs on one thread, one call at a time.
class BATON_SDK_EXPORT Plugin {
public:
    virtual ~Plugin();

    /// Takes the operator's settings. Strict: an unknown key is `invalid_input` with a pointer to it.
    /// The default takes no settings. Files the plugin needs (fonts, models) are read here: later the sandbox forbids
    /// it.
    virtual result<void> provision(const boost::json::object& settings);

    virtual result<void> register_with(Registry& registry) = 0;

    /// Before the worker ends in good order. Not called when it is killed.
    virtual void shutdown();

protected:
    Plugin() = default;
    Plugin(const Plugin&) = default;
    Plugin& operator=(const Plugin&) = default;
};

/// Name and type of the symbols `BATON_PLUGIN` exports.
inline constexpr const char* plugin_abi_symbol = "baton_plugin_abi";
inline constexpr const char* plugin_create_symbol = "baton_plugin_create";
using PluginCreate = Plugin*();

}  // namespace baton

/// Ends a plugin's source file: exports what the loader looks for.
#define BATON_PLUGIN(Class)                                                                             \
    static_assert(std::is_base_of_v<::baton::Plugin, Class>, #Class " must derive from baton::Plugin"); \
    static_assert(std::is_nothrow_default_constructible_v<Class>,                                       \
                  #Class "'s constructor must be noexcept: it has no effects");                         \
    extern "C" BATON_SDK_EXPORT const char baton_plugin_abi[];                                          \
    extern "C" const char baton_plugin_abi[] = BATON_SDK_ABI_STRING;                                    \
    extern "C" BATON_SDK_EXPORT ::baton::Plugin* baton_plugin_create();                                 \
    extern "C" ::baton::Plugin* baton_plugin_create() {                                                 \
        return new Class;                                                                               \
    }                                                                                                   \
    static_assert(true)
