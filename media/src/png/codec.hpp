#pragma once

#include <baton/media/picture.hpp>
#include <baton/result.hpp>

namespace baton::media::png {

/// Reads every row and keeps none. Errors: as `media::decode`.
result<Header> check(BytesView file, std::uint64_t max_pixels);

/// Palettes become RGB, 16 bits become 8, tRNS becomes alpha. Errors: as `media::decode`.
result<Picture> decode(BytesView file, const DecodeOptions& options);

/// As the file's header says it. Errors: unsupported_media.
result<Size> size(BytesView file);

}  // namespace baton::media::png
