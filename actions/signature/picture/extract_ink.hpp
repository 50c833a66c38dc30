#pragma once

#include "actions/signature/picture/ink_picture.hpp"

#include <baton/media/picture.hpp>

namespace baton::signature {

/// Takes the ink of a signature from a picture of it, upright and of at most about four megapixels.
///
/// A picture that is transparent where there is no ink keeps its alpha, unless something white lies around the ink.
/// Every other one is taken for a photo or a scan of paper: uneven light is divided out, what is clearly darker than
/// the paper becomes opaque with soft edges, and specks, ruled lines and what reaches the border go. The ink keeps its
/// colour, freed of the paper's. Light ink on a dark ground (a screenshot) is inverted first, colours too. Without ink
/// everything is transparent.
// decision 0057
InkPicture extract_ink(const media::Picture& picture);

}  // namespace baton::signature
