#pragma once

#include "actions/scan/pages/page.hpp"

#include <baton/media/bytes.hpp>
#include <baton/media/image.hpp>
#include <baton/media/pdf.hpp>
#include <baton/result.hpp>

#include <cstdint>
#include <string>

namespace baton::scan {

class Ocr;

/// What the finished page is for.
enum class Target : std::uint8_t {
    pdf,   ///< bw as G4, the rest as JPEG
    jpeg,  ///< an image file of its own: bw as 1-bit PNG, the rest as JPEG
    png,   ///< an image file of its own: always PNG
};

struct RenderOptions {
    Target target = Target::pdf;
    std::uint64_t max_pixels = media::default_max_pixels;
    const Ocr* ocr = nullptr;                ///< reads the words too; nullptr: nobody asked for them
    std::string languages;                   ///< what `ocr` is to read, as in the option: "eng+deu"
    media::Paper paper = media::Paper::fit;  ///< of the PDF: what is too narrow on it for any text is not read
    bool cut_long = false;  ///< an upright page that is longer than Legal becomes strips for sheets of A4
};

/// Makes the final page of an original as one picture: decode, straighten, clean, turn, code. Pure. What is longer than
/// Legal keeps its pixels, up to 30 megapixels.
/// Errors: `unsupported_media`, `too_large`, `processing_failed`; `invalid_input` if the quad is no convex shape of at
/// least 16 px, has corners far outside the picture, or the rotation is no multiple of 90.
result<RenderedPage> render_page(media::BytesView original, const PageParameters& parameters,
                                 const RenderOptions& options);

/// The same, or the strips of a long page where `cut_long` asks for them. Errors: those of `render_page`.
// decision 0072
result<RenderedPages> render_pages(media::BytesView original, const PageParameters& parameters,
                                   const RenderOptions& options);

struct Preview {
    media::Bytes jpeg;
    media::Size size;
    Mode mode = Mode::gray;  ///< what `automatic` chose, or `photo` for a faint page
    bool faint = false;      ///< as in `RenderedPage`
    double skew = 0;         ///< of the lines in the straightened page, degrees clockwise; they are level in `jpeg`
};

/// What `render_page` will give, with a long side of at most `max_px`, made from a reduced decode.
/// Errors: those of `render_page`.
result<Preview> preview(media::BytesView original, const PageParameters& parameters, std::uint32_t max_px,
                        std::uint64_t max_pixels = media::default_max_pixels);

}  // namespace baton::scan
