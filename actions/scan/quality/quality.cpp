#include "actions/scan/quality/quality.hpp"

#include "actions/scan/enhance/texture.hpp"
#include "actions/scan/quality/blur.hpp"
#include "actions/scan/quality/glare.hpp"
#include "actions/scan/rectify/corners.hpp"
#include "actions/scan/rectify/sheet.hpp"
#include "actions/scan/rectify/warp.hpp"

#include <boost/json/array.hpp>

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace baton::scan {
namespace {

// Edges of a sharp shot are about 2…3 px wide. Small print has strokes of a quarter of a millimetre: an edge as wide as
// that leaves nothing of it.
constexpr double soft_mm = 0.3;
constexpr double blurred_mm = 0.5;
constexpr double soft_px = 6;
constexpr double blurred_px = 10;
constexpr double some_glare = 0.004;
constexpr double much_glare = 0.05;
constexpr double dim = 0.36;
constexpr double dark = 0.16;
constexpr double coarse_dpi = 140;
constexpr double too_coarse_dpi = 90;
constexpr int look_px = 800;
constexpr double touching_px = 2;
constexpr double some_texture = 0.03;

cv::Mat1b grey_of(const cv::Mat& picture) {
    if (picture.channels() == 1) return picture;
    cv::Mat grey;
    cv::cvtColor(picture, grey, cv::COLOR_RGB2GRAY);
    return grey;
}

// A part of the straightened page, as a rectangle of the original.
cv::Rect in_original(const cv::Rect& part, const Frame& frame, cv::Size picture) {
    const std::vector<cv::Point2d> corners{cv::Point2d{part.tl()},
                                           {part.x + part.width - 1.0, static_cast<double>(part.y)},
                                           {part.x + part.width - 1.0, part.y + part.height - 1.0},
                                           {static_cast<double>(part.x), part.y + part.height - 1.0}};
    std::vector<cv::Point2d> mapped;
    cv::perspectiveTransform(corners, mapped, frame.to_source);
    std::vector<cv::Point> rounded(mapped.begin(), mapped.end());
    return cv::boundingRect(rounded) & cv::Rect{{}, picture};
}

bool touches_edge(const Quad& quad, cv::Size picture) {
    return std::ranges::any_of(quad.corners, [&](const cv::Point2d& corner) {
        return corner.x < touching_px || corner.y < touching_px || corner.x > picture.width - 1 - touching_px ||
               corner.y > picture.height - 1 - touching_px;
    });
}

// Bright paper: what nine tenths of the page do not exceed.
double brightness_of(const cv::Mat1b& page) {
    std::vector<std::uint8_t> values(page.begin(), page.end());
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(values.size() * 9 / 10);
    std::nth_element(values.begin(), at, values.end());
    return *at / 255.0;
}

void judge(Quality& quality, Verdict verdict, Flaw flaw, const std::optional<cv::Rect>& region = std::nullopt) {
    if (quality.verdict == Verdict::bad || (quality.verdict == Verdict::warn && verdict != Verdict::bad)) return;
    quality.verdict = verdict;
    quality.flaw = flaw;
    quality.region = region;
}

// Graver things first: of two flaws of one grade the first is told.
void judge(Quality& quality, double source_dpi, const std::optional<cv::Rect>& soft,
           const std::optional<cv::Rect>& spot) {
    quality.verdict = quality.blur ? Verdict::ok : Verdict::unknown;
    if (quality.exposure < dim) judge(quality, quality.exposure < dark ? Verdict::bad : Verdict::warn, Flaw::dark);
    if (quality.blur) {
        const double scale = quality.resolution_dpi ? source_dpi / 25.4 : 0;
        const double soft_width = scale > 0 ? std::max(3.5, soft_mm * scale) : soft_px;
        const double blurred_width = scale > 0 ? std::max(5.0, blurred_mm * scale) : blurred_px;
        if (*quality.blur > soft_width) {
            judge(quality, *quality.blur > blurred_width ? Verdict::bad : Verdict::warn, Flaw::blur, soft);
        }
    }
    if (quality.glare > some_glare) {
        judge(quality, quality.glare > much_glare ? Verdict::bad : Verdict::warn, Flaw::glare, spot);
    }
    if (quality.resolution_dpi && *quality.resolution_dpi < coarse_dpi) {
        judge(quality, *quality.resolution_dpi < too_coarse_dpi ? Verdict::bad : Verdict::warn, Flaw::resolution);
    }
    if (quality.cutoff) judge(quality, Verdict::warn, Flaw::cutoff);
}

}  // namespace

Quality measure_quality(const cv::Mat& picture, const std::optional<Quad>& quad, std::optional<double> aspect) {
    const media::Size size{static_cast<std::uint32_t>(picture.cols), static_cast<std::uint32_t>(picture.rows)};
    const Quad page = quad.value_or(whole(size));
    const Sheet sheet = sheet_of(aspect.value_or(static_cast<double>(picture.rows) / picture.cols));
    const cv::Mat1b grey = grey_of(picture);
    // As fine as the original: edges are as wide there as the camera made them.
    FrameLimits finest{.floor_dpi = 0, .most_dpi = 10'000, .longest_side = 5000};
    if (is_long(sheet)) finest = {.floor_dpi = 0, .most_dpi = 10'000, .longest_side = 65'500, .most_pixels = 18e6};
    const Frame fine = frame_of(page, sheet, finest);
    const Frame small = frame_of(page, sheet, {.floor_dpi = 0, .most_dpi = 10'000, .longest_side = look_px});
    const cv::Mat1b look = warp(grey, small, Sampling::linear);

    Quality quality;
    std::optional<cv::Rect> soft;
    if (const auto blur = blur_of(warp(grey, fine, Sampling::linear))) {
        quality.blur = blur->width * fine.source_dpi / fine.dpi;
        soft = in_original(blur->worst, fine, picture.size());
    }
    const Glare glare = glare_of(look);
    quality.glare = glare.share;
    quality.exposure = brightness_of(look);
    if (quad && sheet.width_mm > 0) quality.resolution_dpi = fine.source_dpi;
    quality.cutoff = quad && touches_edge(*quad, picture.size());
    const std::optional<cv::Rect> spot =
        glare.share > 0 ? std::optional{in_original(glare.largest, small, picture.size())} : std::nullopt;
    judge(quality, fine.source_dpi, soft, spot);
    // There is something, but it has no edges: print that was shaken away, pencil that can hardly be seen.
    if (!quality.blur && textured_share(cv::Mat1f(look), small.dpi) > some_texture) {
        judge(quality, Verdict::warn, Flaw::faint);
    }
    return quality;
}

std::string_view name_of(Verdict verdict) {
    constexpr std::array<std::string_view, 4> names{"ok", "warn", "bad", "unknown"};
    return names[static_cast<std::size_t>(verdict)];
}

std::string_view name_of(Flaw flaw) {
    constexpr std::array<std::string_view, 7> names{"", "blur", "glare", "dark", "resolution", "cutoff", "faint"};
    return names[static_cast<std::size_t>(flaw)];
}

boost::json::object to_json(const Quality& quality) {
    const auto rounded = [](double value, double unit) { return std::round(value / unit) * unit; };
    boost::json::object json;
    json["blur"] = quality.blur ? boost::json::value(rounded(*quality.blur, 0.01)) : boost::json::value(nullptr);
    json["glare"] = rounded(quality.glare, 0.0001);
    json["exposure"] = rounded(quality.exposure, 0.001);
    json["resolution_dpi"] =
        quality.resolution_dpi ? boost::json::value(std::round(*quality.resolution_dpi)) : boost::json::value(nullptr);
    json["cutoff"] = quality.cutoff;
    json["verdict"] = name_of(quality.verdict);
    if (quality.flaw != Flaw::none) json["reason"] = name_of(quality.flaw);
    if (quality.region) {
        json["region"] = {quality.region->x, quality.region->y, quality.region->width, quality.region->height};
    }
    return json;
}

}  // namespace baton::scan
