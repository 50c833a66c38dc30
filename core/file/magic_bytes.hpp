#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace baton::core::file {

/// The media type that a file's first bytes (16 are enough) announce; empty if none is known. Only compares bytes:
/// whether the file really is one, a worker finds out.
std::string_view media_type_of(std::span<const std::byte> head);

}  // namespace baton::core::file
