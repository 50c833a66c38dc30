#pragma once

#include "core/base/error.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace baton::core::plugin {

/// What `NAME.json` beside a plugin says of it; read before the library is touched.
// decision 0034
struct Manifest {
    std::string id;  ///< equals NAME; see also action::is_reserved_id
    std::string version;
    std::string sdk_version;  ///< "1.0"
    std::string compiler;     ///< for people; not compared
    std::string stdlib;       ///< "libstdc++" or "libc++"
    std::string boost;        ///< "1_81"
};

/// Reads a manifest strictly. Errors: internal, one sentence without the plugin's name.
result<Manifest> parse_manifest(std::string_view text);

/// The same from a file of at most 64 KiB; its id must be the file's stem.
result<Manifest> read_manifest(const std::filesystem::path& file);

/// What keeps the plugin from running in this server, or nothing: another SDK major or a newer minor than ours
/// (it may call what we do not have), another C++ standard library, another Boost minor.
std::optional<std::string> abi_mismatch(const Manifest& manifest);

}  // namespace baton::core::plugin
