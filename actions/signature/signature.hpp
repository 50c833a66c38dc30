#pragma once

#include "actions/signature/drawing.hpp"
#include "actions/signature/options.hpp"
#include "actions/signature/picture/ink_picture.hpp"
#include "actions/signature/settings.hpp"

#include <baton/media/bytes.hpp>
#include <baton/result.hpp>

#include <variant>

namespace baton::signature {

/// Ink before it is rendered: paths, or pixels if it came as a picture.
using Signature = std::variant<Drawing, InkPicture>;

/// Reads a picture of a signature: an SVG becomes paths, any other kind keeps its ink and loses its background. Ink
/// that could not be seen on the session's background gets a colour that can. Errors: `unsupported_media`, `too_large`.
result<Signature> read_picture(media::BytesView file, const Options& options, const Settings& settings);

/// About the way that a pen took for it, in CSS px (`outline_way`); 0 if it has no ink that shows on the background.
double way_of(const Signature& signature, const Options& options);

/// The signature as a file. It must have ink. Pixels stay pixels in `png` and `jpg`, and are traced for `svg` and
/// `pdf`. Errors: `processing_failed`.
result<media::Bytes> render(const Signature& signature, Format format, const Options& options);

}  // namespace baton::signature
