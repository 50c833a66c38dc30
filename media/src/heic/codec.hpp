#pragma once

#include <baton/media/picture.hpp>
#include <baton/result.hpp>

namespace baton::media::heic {

/// Decodes the primary picture, turned as its container says; EXIF orientation counts only if that says nothing.
/// Errors: as `media::decode`.
result<Picture> decode(BytesView file, const DecodeOptions& options);

/// As the file's header says it. Errors: unsupported_media.
result<Size> size(BytesView file);

}  // namespace baton::media::heic
