#pragma once

#include <baton/media/image.hpp>

namespace baton::signature {

/// Whether an RGBA picture that is transparent in part still has paper: something opaque and nearly white around the
/// ink, such as a card or an outline of a cut-out, or within its loops. White strokes beside or across others are no
/// paper.
bool has_card(const media::Image& image);

}  // namespace baton::signature
