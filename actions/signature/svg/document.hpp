#pragma once

#include <baton/media/bytes.hpp>
#include <baton/result.hpp>

#include <pugixml.hpp>

#include <cstddef>
#include <memory>
#include <string_view>

namespace baton::signature::svg {

inline constexpr std::size_t max_bytes = std::size_t{2} << 20;
inline constexpr std::size_t max_elements = 20'000;
inline constexpr int max_depth = 64;

/// Parses an SVG file. Nothing is loaded and no entity is resolved but those of XML itself. Returns a document with
/// exactly one element at its top, an `svg`.
/// Errors: `too_large` (`max_bytes`), `unsupported_media` (no XML, another root, a document type with declarations of
/// its own, a style sheet beside it, more than `max_elements`, deeper than `max_depth`).
// decision 0055
result<std::unique_ptr<pugi::xml_document>> parse(media::BytesView file);

/// The prefix of the root with its colon, `svg:`, or empty.
std::string_view prefix_of(const pugi::xml_node& root);

}  // namespace baton::signature::svg
