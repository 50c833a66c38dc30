#pragma once

#include <baton/media/bytes.hpp>
#include <baton/media/export.hpp>
#include <baton/media/image.hpp>
#include <baton/result.hpp>

#include <span>
#include <string_view>

namespace baton::media {

enum class Paper {
    fit,     ///< the picture's own shape: at least 150 dpi, at most 842 pt on its long side
    a4,      ///< ISO A4, upright or lying as the picture does, with a margin
    letter,  ///< US Letter, the same way
};

/// A page's size and the place of its picture, in points; the origin is the bottom left corner.
struct PdfPlacement {
    double page_width = 0;
    double page_height = 0;
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
};

/// Places a picture: centred, as large as the paper's margin allows, never below 150 dpi.
BATON_MEDIA_EXPORT PdfPlacement place_on(Paper paper, Size picture);

/// A word that can be selected and searched for but is not seen. Points; the origin is the bottom left corner.
struct PdfWord {
    std::string_view text;  ///< UTF-8
    double x = 0;           ///< where the line it stands on begins …
    double y = 0;
    double x_end = 0;  ///< … and ends
    double y_end = 0;
    double height = 0;  ///< of the letters
};

/// An upright picture, already coded, and its page. Views must stay valid during `write_pdf`.
struct PdfPage {
    enum class Coding {
        jpeg,  ///< `picture` is a whole JPEG, grey or RGB/YCbCr; it goes in as it is
        png,   ///< `picture` comes from `encode_png` without alpha; its stream goes in as it is
        g4,    ///< `picture` comes from `encode_g4`
    };
    Coding coding = Coding::jpeg;
    BytesView picture;
    Size size;              ///< of the picture, px
    unsigned channels = 3;  ///< 1 or 3
    BytesView icc;          ///< becomes the colour space if it fits the channels; empty for device colour
    PdfPlacement placement;
    std::span<const PdfWord> words;  ///< smaller than 2 pt, or stretched tenfold: left out
};

// decision 0075
struct PdfOptions {
    bool archival = false;  ///< PDF/A-2b (ISO 19005-2): says so in its metadata and carries the meaning of its colours
};

/// Writes one page per picture. The same pages always give the same bytes; there is no date and no name in them.
/// Errors: `processing_failed`.
BATON_MEDIA_EXPORT result<Bytes> write_pdf(std::span<const PdfPage> pages, const PdfOptions& options = {});

}  // namespace baton::media
