#include "actions/scan/pages/clean.hpp"

#include "actions/scan/enhance/bw.hpp"
#include "actions/scan/enhance/photo.hpp"
#include "actions/scan/enhance/rims.hpp"
#include "actions/scan/enhance/skew.hpp"
#include "actions/scan/enhance/surface.hpp"
#include "actions/scan/enhance/texture.hpp"
#include "actions/scan/enhance/tone.hpp"
#include "actions/scan/rectify/warp.hpp"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace baton::scan {
namespace {

constexpr double look_dpi = 75;
// Less than this nobody sees; turning would only cost the sheet's straight edges.
constexpr double least_skew = 0.15;

cv::Mat look(const Source& source, const Frame& frame) {
    const double reduction = std::max(1.0, frame.dpi / look_dpi);
    return warp(source.pixels, reduced(frame, reduction, 1), Sampling::linear);
}

// What lies beyond the sheet's edges in a frame that was turned becomes white.
void whiten_outside(cv::Mat& page, const Source& source, const Frame& frame) {
    std::vector<cv::Point2d> sheet;
    cv::perspectiveTransform(std::vector<cv::Point2d>(source.quad.corners.begin(), source.quad.corners.end()), sheet,
                             frame.to_source.inv());
    for (std::size_t i = 0; i < 4; ++i) {
        const cv::Point2d from = sheet[i];
        const cv::Point2d to = sheet[(i + 1) % 4];
        // From the edge outwards, by more than the frame could show of it.
        const cv::Point2d along = to - from;
        const cv::Point2d out = cv::Point2d{along.y, -along.x} * 0.1;
        const std::array<cv::Point, 4> strip{cv::Point(from - along * 0.1), cv::Point(to + along * 0.1),
                                             cv::Point(to + along * 0.1 + out), cv::Point(from - along * 0.1 + out)};
        cv::fillConvexPoly(page, strip.data(), 4, cv::Scalar::all(255));
    }
}

}  // namespace

Mode decided_mode(const Source& source, Mode asked) {
    if (asked != Mode::automatic) return asked;
    if (source.pixels.channels() != 3) return Mode::gray;
    const Frame frame = frame_of(source.quad, source.sheet, {.floor_dpi = look_dpi, .most_dpi = look_dpi});
    const cv::Mat3b coarse = warp(source.pixels, frame, Sampling::linear);
    cv::Mat1f grey;
    cv::Mat1b grey8;
    cv::cvtColor(coarse, grey8, cv::COLOR_RGB2GRAY);
    grey8.convertTo(grey, CV_32F);
    return chosen_mode(content_of(coarse, paper_of(grey, look_dpi, coarse)));
}

double levelling_of(const Source& source, const Frame& frame) {
    cv::Mat coarse = look(source, frame);
    if (coarse.channels() == 3) cv::cvtColor(coarse, coarse, cv::COLOR_RGB2GRAY);
    const double skew = skew_of(coarse, std::min(frame.dpi, look_dpi));
    return std::abs(skew) < least_skew ? 0 : skew;
}

Cleaned clean(const Source& source, const Frame& frame, Mode mode) {
    cv::Mat page = warp(source.pixels, frame, mode == Mode::bw ? Sampling::linear : Sampling::cubic);
    if (mode == Mode::photo) {
        level_photo(page);
        return {page};
    }
    if (page.channels() == 3 && mode != Mode::color) cv::cvtColor(page, page, cv::COLOR_RGB2GRAY);
    const Moments moments = moments_of(page);
    cv::Mat colours;
    if (page.channels() == 3) cv::resize(page, colours, moments.mean.size(), 0, 0, cv::INTER_AREA);
    const Paper paper = paper_of(moments.mean, frame.dpi / block, colours);
    cv::Mat1b outside(moments.mean.size(), std::uint8_t{0});
    whiten_outside(outside, source, reduced(frame, block, 1));
    const cv::Mat1b rims = rims_of(moments.mean, paper, outside);
    if (mode == Mode::bw) {
        page = to_bw(page, moments, paper, frame.dpi);
    } else {
        lighten(page, paper, levels_of(moments.mean, paper, noise_of(moments)),
                colours.empty() ? Tint{} : tint_of(colours, paper));
    }
    page.setTo(cv::Scalar::all(255), at_full_size(rims, page.size()));
    whiten_outside(page, source, frame);
    // decision 0087
    return {page, loses_ink(moments.mean, moments_of(page).mean, frame.dpi / block)};
}

}  // namespace baton::scan
