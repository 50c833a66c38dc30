#pragma once

#include <baton/media/picture.hpp>
#include <baton/result.hpp>

namespace baton::media::webp {

/// Decodes the picture, or the first frame of an animation on its canvas. Errors: as `media::decode`.
result<Picture> decode(BytesView file, const DecodeOptions& options);

}  // namespace baton::media::webp
