#pragma once

#include "actions/signature/lettering/font_file.hpp"

#include <baton/registry.hpp>
#include <baton/result.hpp>

#include <span>
#include <vector>

namespace baton::signature {

/// The font files among the files of the page, as its `fonts.json` lists them (ui/fonts.json): a face's files follow
/// each other, in the order in which they are to be asked for a letter. Errors: `processing_failed` (no list, a broken
/// one, or a file that is not there).
// decision 0058
result<std::vector<FontFile>> packaged_fonts(std::span<const Asset> page);

}  // namespace baton::signature
