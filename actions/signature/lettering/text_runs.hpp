#pragma once

#include <hb.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace baton::signature {

/// The text's code points, composed where Unicode has one for a letter and its mark (the common part of NFC): fonts
/// have those. Nothing if it is no UTF-8 or has control characters in it.
std::optional<std::vector<std::uint32_t>> code_points(std::string_view utf8);

/// Neighbours in a text that have the script, the direction and the font in common.
struct Run {
    std::size_t begin = 0;
    std::size_t count = 0;
    std::size_t font = 0;
    hb_script_t script = HB_SCRIPT_COMMON;
    std::uint8_t level = 0;  ///< of the Unicode bidirectional algorithm; odd is right to left
};

/// Which of `fonts` fonts, asked in order, have a letter.
using HasLetter = std::function<bool(std::size_t font, std::uint32_t letter)>;

/// A cut of a text into runs.
struct Cut {
    std::vector<Run> runs;                        ///< from left to right, as they are seen
    std::optional<std::uint32_t> missing_letter;  ///< the first that no font has; then there are no runs
};

/// Cuts a line of text. Characters without a script of their own and marks stay with what comes before them if its font
/// has them. Invisible characters need no font.
Cut cut_into_runs(std::span<const std::uint32_t> text, std::size_t fonts, const HasLetter& has_letter);

}  // namespace baton::signature
