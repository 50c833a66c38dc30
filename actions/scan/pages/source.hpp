#pragma once

#include "actions/scan/pages/page.hpp"
#include "actions/scan/quad.hpp"
#include "actions/scan/rectify/frame.hpp"

#include <baton/media/picture.hpp>
#include <baton/result.hpp>

#include <opencv2/core.hpp>

namespace baton::scan {

/// A decoded original with the page that is wanted of it.
struct Source {
    media::Picture picture;
    cv::Mat pixels;  ///< of `picture`, as the file stores them: grey or RGB
    Quad quad;       ///< in `pixels`; its first corner is the top left of the finished page
    Sheet sheet;     ///< of the finished page
};

/// Decodes an original, in a smaller size if its page then still has a long side of `long_side` px (0: full size).
/// Errors: those of `media::decode`; `invalid_input` for parameters that do not fit the picture.
result<Source> open_source(media::BytesView original, const PageParameters& parameters, std::uint64_t max_pixels,
                           bool grey, std::uint32_t long_side);

}  // namespace baton::scan
