#pragma once

/// What the build knows of itself. Defined in a generated file that nothing includes: were the commit in a header, each
/// commit would compile the whole server anew.
namespace baton::core::build_info {

extern const char* const version;            ///< "0.1.0"
extern const char* const commit;             ///< short, or "unknown"
extern const char* const installed_plugins;  ///< the directory that `meson install` puts plugins into

}  // namespace baton::core::build_info
