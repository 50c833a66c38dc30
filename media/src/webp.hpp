#pragma once

#include <baton/media/picture.hpp>
#include <baton/result.hpp>

namespace baton::media::webp {

/// Decodes the picture, or the first frame of an animation on its canvas. Errors: as `media::decode`.
result<Picture> decode(BytesView file, const DecodeOptions& options);

/// As the file's header says it. Errors: unsupported_media.
result<Size> size(BytesView file);

}  // namespace baton::media::webp
