#pragma once

#include "actions/signature/drawing.hpp"
#include "actions/signature/output/bounds.hpp"
#include "actions/signature/output/placement.hpp"

#include <baton/media/image.hpp>

namespace baton::signature {

/// Paints the drawing into an RGBA picture of the placement's size, transparent where there is no ink; edges are
/// antialiased by the exact share of the pixel that a shape covers. At most one shape's outlines are held in memory,
/// and of them what a band of the picture needs, so memory stays bounded however long they are.
// decision 0050
media::Image paint(const Drawing& drawing, const Placement& placement);

/// A part of the drawing that `can_be_placed`, 256 pixels on its longer side.
media::Image preview(const Drawing& drawing, const Box& part);

/// Whether there is any ink in the drawing, in whatever colour, when it is trimmed to its ink. A drawing of lines
/// without width, or of specks in a corner of nothing, has a box but no ink; nor has one that is too small for any
/// writer.
bool shows(const Drawing& drawing);

/// Puts the picture on a colour and drops its alpha channel.
media::Image on_background(const media::Image& picture, Colour background);

}  // namespace baton::signature
