#pragma once

#include <baton/media/bytes.hpp>
#include <baton/media/export.hpp>
#include <baton/media/image.hpp>
#include <baton/result.hpp>

namespace baton::media {

/// Codes a grey picture as CCITT group 4 (ITU-T T.6): the bare stream, as PDF takes it with /K -1. Black is below 128.
/// Errors: `processing_failed`; the image must have one channel.
// decision 0075
BATON_MEDIA_EXPORT result<Bytes> encode_g4(const Image& image);

}  // namespace baton::media
