#pragma once

#include "media/src/jpeg/layout.hpp"

#include <baton/media/picture.hpp>
#include <baton/result.hpp>

namespace baton::media::jpeg {

/// Decodes all of the file at an eighth of its size, which reads every coefficient and keeps none.
/// Errors: as `media::decode`.
result<Header> check(BytesView file, const Layout& layout, std::uint64_t max_pixels);

/// Errors: as `media::decode`.
result<Picture> decode(BytesView file, const DecodeOptions& options);

/// As the file's header says it. Errors: unsupported_media.
result<Size> size(BytesView file);

}  // namespace baton::media::jpeg
