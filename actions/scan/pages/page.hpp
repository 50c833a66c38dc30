#pragma once

#include "actions/scan/pages/word.hpp"
#include "actions/scan/quad.hpp"

#include <baton/media/bytes.hpp>
#include <baton/media/image.hpp>
#include <baton/result.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace baton::scan {

/// How a page is cleaned. `automatic` ("auto") is a question, never an answer: `RenderedPage::mode` is one of the
/// others.
enum class Mode : std::uint8_t { automatic, color, gray, bw, photo };

struct NamedMode {
    std::string_view name;
    Mode value;
};
/// Every mode, in the order in which they are listed for people.
inline constexpr std::array named_modes{NamedMode{"auto", Mode::automatic}, NamedMode{"color", Mode::color},
                                        NamedMode{"gray", Mode::gray}, NamedMode{"bw", Mode::bw},
                                        NamedMode{"photo", Mode::photo}};

std::string_view name_of(Mode mode);
std::optional<Mode> mode_named(std::string_view name);

/// What was asked for one page.
struct PageParameters {
    std::optional<Quad> quad;  ///< in pixels of the upright original; nothing: the whole picture is the page
    Mode mode = Mode::automatic;
    int rotation = 0;  ///< 0, 90, 180, 270: clockwise, after the page was straightened
};

/// How the pixels of a finished page are stored.
enum class Coding : std::uint8_t {
    jpeg,  ///< grey or RGB
    g4,    ///< CCITT group 4 (ITU-T T.6), 1 is black: only for PDF
    png,   ///< 1 bit grey if the mode is `bw`, else 8 bits a channel; RGB or grey
};

/// A finished page: cheap to keep, and all that assembling needs.
struct RenderedPage {
    Mode mode = Mode::gray;
    media::Size size;  ///< px
    double dpi = 0;    ///< of the pixels on the sheet: known for recognised paper sizes, else what the picture suggests
    bool dpi_known = false;  ///< the sheet was recognised, so `size` / `dpi` is its true size
    unsigned channels = 1;   ///< 1 or 3
    Coding coding = Coding::jpeg;
    media::Bytes bytes;
    media::Bytes icc;         ///< of a coloured page; empty for sRGB
    std::vector<Word> words;  ///< what OCR read, in its order; empty without OCR
    bool faint = false;       ///< cleaning would have lost what there is to see, so that the mode is `photo`
    bool strip = false;       ///< a part of a long page that was cut into sheets of A4
};

/// One page, or the strips of a long one from top to bottom.
using RenderedPages = std::vector<RenderedPage>;

/// Pages as one run of bytes, for a kept file ("application/octet-stream"); `unpack` reads it back.
media::Bytes pack(const RenderedPages& pages);

/// Errors: `processing_failed` for anything that `pack` of this version did not write.
result<RenderedPages> unpack(media::BytesView packed);

}  // namespace baton::scan
