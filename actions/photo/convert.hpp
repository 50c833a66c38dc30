#pragma once

#include "actions/photo/options.hpp"
#include "actions/photo/settings.hpp"

#include <baton/media/bytes.hpp>
#include <baton/result.hpp>

namespace baton::photo {

/// How one submitted picture becomes one result.
struct Recipe {
    Format format = Format::jpg;
    Options options;
    Settings settings;
};

/// Turns any picture into the recipe's format: upright in pixels, without metadata unless asked for, its ICC profile
/// kept. Takes the way that loses least: copy the coded data, move its blocks, and only then decode and encode.
/// `regular` says that the inspector read this very file and found nothing odd, which saves reading it again.
/// Errors: `unsupported_media`, `too_large`, `processing_failed`.
// decision 0004
result<media::Bytes> convert(media::BytesView file, const Recipe& recipe, bool regular);

}  // namespace baton::photo
