#pragma once

#include "actions/signature/picture/ink_picture.hpp"

#include <baton/media/image.hpp>

namespace baton::signature {

/// The picture trimmed to its ink plus the margin of `frame_around`, at a size for results: its own if that is 600 px
/// wide and its longer side 1200 to 2400, else scaled to the nearest such size. RGBA. It must have ink.
media::Image framed(const InkPicture& picture);

}  // namespace baton::signature
