#pragma once

#include "actions/signature/drawing.hpp"
#include "actions/signature/options.hpp"

#include <baton/media/bytes.hpp>
#include <baton/media/image.hpp>
#include <baton/result.hpp>

namespace baton::signature {

/// A drawing as a file, trimmed to its ink plus a margin; the same geometry in every format. It must have ink.
/// Errors: `processing_failed`.
result<media::Bytes> render(const Drawing& drawing, Format format, const Options& options);

/// An RGBA picture of ink, already trimmed and scaled, as a PNG or on the background as a JPEG.
/// Errors: `processing_failed`.
result<media::Bytes> encode(const media::Image& picture, Format format, const Options& options);

}  // namespace baton::signature
