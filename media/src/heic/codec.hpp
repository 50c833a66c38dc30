#pragma once

#include <baton/media/picture.hpp>
#include <baton/result.hpp>

namespace baton::media::heic {

/// Decodes the primary picture of a HEIC or AVIF, turned as its container says; EXIF orientation counts only in a
/// HEIC whose container says nothing. Errors: as `media::decode`.
result<Picture> decode(BytesView file, const DecodeOptions& options);

/// As the file's header says it, before the container turns or crops it. Errors: unsupported_media.
result<Size> size(BytesView file);

/// True if the libheif that is installed decodes HEIC, or AVIF: it has tried, once in a process. Must be asked first
/// where files can still be opened, which decoders may be.
bool decodes(Kind kind);

}  // namespace baton::media::heic
