#pragma once

#include <string>
#include <string_view>

namespace baton::core::file {

/// A file name that is safe to hand on: no path, no control characters, valid UTF-8, not hidden, at most 120 bytes,
/// and with `extension` (no dot) in place of whatever extension it had. `fallback` names a file that has no usable
/// name.
std::string safe_filename(std::string_view suggested, std::string_view extension, std::string_view fallback);

/// "jpg" for "image/jpeg" and so on; "bin" for what is not known.
std::string_view extension_of(std::string_view media_type);

}  // namespace baton::core::file
