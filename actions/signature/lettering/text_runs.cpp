#include "actions/signature/lettering/text_runs.hpp"

#include <fribidi.h>

#include <algorithm>
#include <memory>

namespace baton::signature {
namespace {

hb_unicode_funcs_t* unicode() {
    return hb_unicode_funcs_get_default();
}

bool is_mark(std::uint32_t letter) {
    const auto category = hb_unicode_general_category(unicode(), letter);
    return category == HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK ||
           category == HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK ||
           category == HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK;
}

// Joiners and direction marks: they change how others look and have no look of their own.
bool is_invisible(std::uint32_t letter) {
    return hb_unicode_general_category(unicode(), letter) == HB_UNICODE_GENERAL_CATEGORY_FORMAT;
}

bool is_neutral(hb_script_t script) {
    return script == HB_SCRIPT_COMMON || script == HB_SCRIPT_INHERITED || script == HB_SCRIPT_UNKNOWN;
}

// For each character its script; neutral ones take that of what is before, at the start of what follows.
std::vector<hb_script_t> scripts_of(std::span<const std::uint32_t> text) {
    std::vector<hb_script_t> scripts;
    for (const std::uint32_t letter : text) {
        const hb_script_t own = hb_unicode_script(unicode(), letter);
        scripts.push_back(!is_neutral(own) || scripts.empty() ? own : scripts.back());
    }
    const auto first = std::ranges::find_if_not(scripts, is_neutral);
    std::fill(scripts.begin(), first, first == scripts.end() ? HB_SCRIPT_COMMON : *first);
    return scripts;
}

std::vector<FriBidiLevel> levels_of(std::span<const std::uint32_t> text) {
    const auto count = static_cast<FriBidiStrIndex>(text.size());
    std::vector<FriBidiCharType> types(text.size());
    std::vector<FriBidiBracketType> brackets(text.size());
    std::vector<FriBidiLevel> levels(text.size());
    fribidi_get_bidi_types(text.data(), count, types.data());
    fribidi_get_bracket_types(text.data(), count, types.data(), brackets.data());
    FriBidiParType direction = FRIBIDI_PAR_ON;
    if (fribidi_get_par_embedding_levels_ex(types.data(), brackets.data(), count, &direction, levels.data()) == 0) {
        std::ranges::fill(levels, FriBidiLevel{0});
    }
    return levels;
}

// Rule L2 of the bidirectional algorithm, for whole runs.
void reorder(std::vector<Run>& runs) {
    int highest = 0;
    for (const Run& run : runs) highest = std::max<int>(highest, run.level);
    for (int level = highest; level > 0; --level) {
        for (auto begin = runs.begin(); begin != runs.end();) {
            const auto deeper = [&](const Run& run) { return run.level >= level; };
            begin = std::find_if(begin, runs.end(), deeper);
            const auto end = std::find_if_not(begin, runs.end(), deeper);
            std::reverse(begin, end);
            begin = end;
        }
    }
}

}  // namespace

std::optional<std::vector<std::uint32_t>> code_points(std::string_view utf8) {
    const std::unique_ptr<hb_buffer_t, decltype(&hb_buffer_destroy)> buffer{hb_buffer_create(), hb_buffer_destroy};
    hb_buffer_set_replacement_codepoint(buffer.get(), 0);
    hb_buffer_add_utf8(buffer.get(), utf8.data(), static_cast<int>(utf8.size()), 0, static_cast<int>(utf8.size()));
    unsigned count = 0;
    const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer.get(), &count);
    std::vector<std::uint32_t> text;
    for (unsigned i = 0; i < count; ++i) {
        const std::uint32_t letter = infos[i].codepoint;
        if (hb_unicode_general_category(unicode(), letter) == HB_UNICODE_GENERAL_CATEGORY_CONTROL) return std::nullopt;
        hb_codepoint_t composed = 0;
        if (!text.empty() && is_mark(letter) && hb_unicode_compose(unicode(), text.back(), letter, &composed)) {
            text.back() = composed;
        } else {
            text.push_back(letter);
        }
    }
    return text;
}

Cut cut_into_runs(std::span<const std::uint32_t> text, std::size_t fonts, const HasLetter& has_letter) {
    const auto scripts = scripts_of(text);
    const auto levels = levels_of(text);
    Cut cut;
    std::size_t font = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::uint32_t letter = text[i];
        const bool follows = is_mark(letter) || is_neutral(hb_unicode_script(unicode(), letter));
        if (!is_invisible(letter) && !(follows && !cut.runs.empty() && has_letter(font, letter))) {
            for (font = 0; font < fonts && !has_letter(font, letter); ++font) {
            }
            if (font == fonts) return {{}, letter};
        }
        const auto level = static_cast<std::uint8_t>(levels[i]);
        if (cut.runs.empty() || cut.runs.back().font != font || cut.runs.back().script != scripts[i] ||
            cut.runs.back().level != level) {
            cut.runs.push_back({i, 0, font, scripts[i], level});
        }
        ++cut.runs.back().count;
    }
    reorder(cut.runs);
    return cut;
}

}  // namespace baton::signature
