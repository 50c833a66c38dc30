#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace baton::core::file {

/// How much of a file's beginning is looked at. A general HEIF container (`mif1`) may name many brands before the one
/// that tells its coding; media::sniff() looks as far.
inline constexpr std::size_t head_size = 128;

/// The media type that a file's first bytes (16 are enough but for HEIF) announce; empty if none is known. Only
/// compares bytes: whether the file really is one, a worker finds out.
std::string_view media_type_of(std::span<const std::byte> head);

}  // namespace baton::core::file
