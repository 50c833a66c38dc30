#include "actions/scan/pages/source.hpp"

#include "actions/scan/rectify/aspect.hpp"
#include "actions/scan/rectify/corners.hpp"
#include "actions/scan/rectify/focal.hpp"
#include "actions/scan/rectify/sheet.hpp"

#include <algorithm>
#include <utility>

namespace baton::scan {
namespace {

double long_side_of(const Quad& quad) {
    double longest = 1;
    for (std::size_t i = 0; i < 4; ++i) {
        longest = std::max(longest, cv::norm(quad.corners[(i + 1) % 4] - quad.corners[i]));
    }
    return longest;
}

Sheet sheet_in(const PageParameters& parameters, media::Size upright, std::optional<double> focal) {
    double aspect = static_cast<double>(upright.height) / upright.width;
    if (parameters.quad) {
        const cv::Size size{static_cast<int>(upright.width), static_cast<int>(upright.height)};
        aspect = snap_aspect(estimate_aspect(*parameters.quad, size, focal));
    }
    return sheet_of(parameters.rotation % 180 == 0 ? aspect : 1 / aspect);
}

}  // namespace

result<Source> open_source(media::BytesView original, const PageParameters& parameters, std::uint64_t max_pixels,
                           bool grey, std::uint32_t long_side) {
    if (parameters.rotation % 90 != 0 || parameters.rotation < 0 || parameters.rotation > 270) {
        return Error{errc::invalid_input, "the rotation must be 0, 90, 180 or 270", {}};
    }
    media::DecodeOptions options{.max_pixels = max_pixels, .grey = grey};
    if (parameters.quad) {
        options.least_scale = long_side / long_side_of(*parameters.quad);
    } else {
        options.long_side = long_side;
    }
    auto picture = media::decode(original, options);
    if (!picture) return picture.error();
    const media::Header& header = picture->header;
    const Quad quad = parameters.quad.value_or(whole(header.upright()));
    if (const auto checked = check_quad(quad, header.upright()); !checked) return checked.error();
    Source source;
    source.sheet = sheet_in(parameters, header.upright(), focal_of(picture->metadata, header.upright()));
    source.quad = as_stored(turned(quad, parameters.rotation), header.orientation, header.stored);
    source.picture = std::move(*picture);
    media::Image& image = source.picture.image;
    image.flatten_on_white();
    source.quad = scaled(source.quad, static_cast<double>(image.size().width) / source.picture.header.stored.width);
    source.pixels = cv::Mat(static_cast<int>(image.size().height), static_cast<int>(image.size().width),
                            image.channels() == 1 ? CV_8UC1 : CV_8UC3, image.row(0));
    return source;
}

}  // namespace baton::scan
