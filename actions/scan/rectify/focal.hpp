#pragma once

#include <baton/media/image.hpp>
#include <baton/media/metadata.hpp>

#include <optional>

namespace baton::scan {

/// The focal length in pixels of a picture of this size, from its EXIF; nothing if that does not tell. A crop made
/// after the shot makes it wrong.
std::optional<double> focal_of(const media::Metadata& metadata, media::Size picture);

}  // namespace baton::scan
