#pragma once

#include "actions/signature/drawing.hpp"
#include "actions/signature/strokes/strokes.hpp"

namespace baton::signature {

/// Strokes as ink: the model of `ink_model.hpp` in one shape. Its unit is the strokes' CSS px. No samples, no shape.
Drawing ink(const Strokes& strokes, Colour colour);

}  // namespace baton::signature
