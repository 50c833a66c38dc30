#pragma once

#include "actions/signature/drawing.hpp"
#include "actions/signature/options.hpp"
#include "actions/signature/picture/ink_picture.hpp"

namespace baton::signature {

/// Whether thin lines of this colour can be told from the background.
// decision 0052
bool can_be_seen(Colour ink, Colour background);

/// The session's `ink` where it can be seen on its `background`, otherwise black, otherwise white.
Colour visible_ink(const Options& options);

/// Gives foreign ink that cannot be seen on the session's background the colour of `visible_ink`. Ink that can be seen
/// keeps its colour. If shapes in the background's colour lie under the others, cover them or fill what they leave,
/// they are paper or an eraser, and keep theirs too.
void make_visible(Drawing& drawing, const Options& options);

/// The same for each pixel of a picture.
void make_visible(InkPicture& picture, const Options& options);

/// Whether anything of the drawing can be seen on the background.
bool shows_on(const Drawing& drawing, Colour background);

}  // namespace baton::signature
