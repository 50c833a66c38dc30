#pragma once

#include <baton/media/bytes.hpp>
#include <baton/media/export.hpp>

#include <string_view>

namespace baton::media {

/// What a file is by its first bytes.
enum class Kind { unknown, jpeg, png, webp, heic, avif, svg, pdf };

/// Names the kind by magic bytes alone; says nothing about whether the rest decodes.
/// HEIC means an HEVC-coded still picture, AVIF one coded as AV1; films in the same container are `unknown`.
BATON_MEDIA_EXPORT Kind sniff(BytesView file);

/// "image/jpeg" and so on; "application/octet-stream" for `unknown`.
BATON_MEDIA_EXPORT std::string_view media_type(Kind kind);

}  // namespace baton::media
