#include "actions/scan/inspector.hpp"

#include "actions/scan/detect/detect.hpp"
#include "actions/scan/options.hpp"
#include "actions/scan/orientation/orientation.hpp"
#include "actions/scan/quality/quality.hpp"
#include "actions/scan/rectify/corners.hpp"
#include "actions/scan/rectify/focal.hpp"
#include "actions/scan/submission/documents.hpp"
#include "actions/scan/submission/parameters.hpp"

#include <baton/media/picture.hpp>
#include <baton/media/sniff.hpp>

#include <boost/json/value.hpp>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace baton::scan {
namespace {

namespace json = boost::json;

cv::Mat matrix_of(media::Image& image) {
    return {static_cast<int>(image.size().height), static_cast<int>(image.size().width),
            image.channels() == 1 ? CV_8UC1 : CV_8UC3, image.row(0)};
}

cv::Mat1b grey_of(const cv::Mat& pixels) {
    if (pixels.channels() == 1) return pixels;
    cv::Mat1b grey;
    cv::cvtColor(pixels, grey, cv::COLOR_RGB2GRAY);
    return grey;
}

// How the page must be turned, 0 if that cannot be told: without a page the whole picture is taken for one.
int rotation_of(const cv::Mat1b& grey, const std::optional<Detection>& page, media::Size size) {
    const double whole_aspect = static_cast<double>(size.height) / size.width;
    const auto found =
        orientation_of(look_at(grey, page ? page->quad : whole(size), page ? page->aspect : whole_aspect));
    return found ? found->rotation : 0;
}

json::value number_or_null(bool known, double number) {
    return known ? json::value(number) : json::value(nullptr);
}

}  // namespace

result<json::object> ScanInspector::inspect(const InputFile& file, const json::object& object) {
    const auto options = read_options(object);
    if (!options) return options.error();
    auto picture = media::decode(file.bytes, {.max_pixels = settings_.max_pixels});
    if (!picture) return picture.error();
    const media::Header header = picture->header;
    media::Image image = media::upright(std::move(picture->image), header.orientation);
    if (std::min(image.size().width, image.size().height) < least_side) {
        return Error{errc::unsupported_media, "a page has at least 16 px each way", {}};
    }
    image.flatten_on_white();
    const cv::Mat pixels = matrix_of(image);
    const cv::Mat1b grey = grey_of(pixels);
    std::optional<Detection> page;
    int rotation = 0;
    if (options->detect || !is_form_key(file.key)) {
        page = detect(pixels, {.focal = focal_of(picture->metadata, image.size())});
        rotation = rotation_of(grey, page, image.size());
    }
    const auto quad = page ? std::optional{page->quad} : std::nullopt;
    const auto aspect = page ? std::optional{page->aspect} : std::nullopt;
    const Quality quality = measure_quality(grey, quad, aspect);
    return json::object{{"width", image.size().width},
                        {"height", image.size().height},
                        {"type", media::media_type(header.kind)},
                        {"quad", quad ? json::value(quad_json(*quad)) : json::value(nullptr)},
                        {"confidence", page ? page->confidence : 0},
                        {"aspect", number_or_null(page.has_value(), aspect.value_or(0))},
                        {"rotation", rotation},
                        {"quality", to_json(quality)}};
}

std::uint64_t ScanInspector::weigh(const InputFile& file) {
    return media::pixels_ahead(file.bytes, settings_.max_pixels);
}

bool found_bad(const InputFile& file) {
    const json::value* quality = file.info.if_contains("quality");
    const json::value* verdict =
        quality && quality->is_object() ? quality->get_object().if_contains("verdict") : nullptr;
    return verdict && verdict->is_string() && verdict->get_string() == name_of(Verdict::bad);
}

}  // namespace baton::scan
