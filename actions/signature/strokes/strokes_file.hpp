#pragma once

#include "actions/signature/strokes/strokes.hpp"

#include <string>

namespace baton::signature {

/// The item `strokes.json`: JSON as `strokes.schema.json` says, with absolute values that a person can read.
std::string write_strokes(const Strokes& strokes);

}  // namespace baton::signature
