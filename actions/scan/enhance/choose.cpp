#include "actions/scan/enhance/choose.hpp"

#include "actions/scan/enhance/tint.hpp"
#include "actions/scan/pages/page.hpp"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <vector>

namespace baton::scan {
namespace {

// Shares of the paper's brightness.
constexpr float colourful = 0.14F;  // difference of channels, at least
constexpr float beyond_noise = 4;   // and as a multiple of what bare paper has
constexpr float no_longer_paper = 0.86F;
constexpr float thin_ink = 0.68F;  // what strokes of small print make of a coarse pixel
constexpr float solid_black = 0.3F;

// Shares of the page.
constexpr double some_colour = 0.0004;  // 25 mm² of A4: a small signature
constexpr double picture_covers = 0.55;
constexpr double picture_colour = 0.25;
// A card or a poster: coloured ground, and more on it than print covers of a coloured sheet.
constexpr double ground_colour = 0.5;
constexpr double on_colour_covers = 0.33;
constexpr double some_shading = 0.012;

double share(const cv::Mat1b& mask) {
    return static_cast<double>(cv::countNonZero(mask)) / static_cast<double>(mask.total());
}

// The page without light, shadow and tint: paper is {1, 1, 1}.
cv::Mat3f evenly_lit(const cv::Mat3b& coarse, const Paper& paper) {
    const cv::Vec3d lamp = tint_of(coarse, paper).lamp;
    cv::Mat3f even(coarse.size());
    for (int y = 0; y < coarse.rows; ++y) {
        for (int x = 0; x < coarse.cols; ++x) {
            for (int c = 0; c < 3; ++c) {
                even(y, x)[c] = static_cast<float>(coarse(y, x)[c] / (paper.level(y, x) * lamp[c]));
            }
        }
    }
    return even;
}

float difference(const cv::Vec3f& pixel) {
    const auto [least, most] = std::minmax({pixel[0], pixel[1], pixel[2]});
    return most - least;
}

// The difference of channels from which on a pixel has a colour.
float least_colour(const cv::Mat3f& even) {
    std::vector<float> differences;
    differences.reserve(even.total());
    for (const cv::Vec3f& pixel : even) differences.push_back(difference(pixel));
    const auto middle = differences.begin() + static_cast<std::ptrdiff_t>(differences.size() / 2);
    std::nth_element(differences.begin(), middle, differences.end());
    return std::clamp(beyond_noise * *middle, colourful, 2 * colourful);
}

}  // namespace

Content content_of(const cv::Mat3b& coarse, const Paper& paper) {
    const cv::Mat3f even = evenly_lit(coarse, paper);
    // The desk beside a page that is not quite flat is no content.
    const int margin = std::min(coarse.cols, coarse.rows) / 40;
    const cv::Rect page{margin, margin, coarse.cols - 2 * margin, coarse.rows - 2 * margin};
    const float colour = least_colour(even);
    cv::Mat1b coloured(coarse.size(), 0);
    cv::Mat1b covered(coarse.size(), 0);
    cv::Mat1b ink(coarse.size(), 0);
    cv::Mat1b black(coarse.size(), 0);
    for (int y = 0; y < coarse.rows; ++y) {
        for (int x = 0; x < coarse.cols; ++x) {
            const cv::Vec3f& pixel = even(y, x);
            const float grey = 0.3F * pixel[0] + 0.59F * pixel[1] + 0.11F * pixel[2];
            coloured(y, x) =
                difference(pixel) > colour && std::min({pixel[0], pixel[1], pixel[2]}) < no_longer_paper ? 255 : 0;
            covered(y, x) = grey < no_longer_paper ? 255 : 0;
            ink(y, x) = grey < thin_ink ? 255 : 0;
            black(y, x) = grey < solid_black ? 255 : 0;
        }
    }
    // Lenses and chroma subsampling give black letters thin coloured rims: a colour counts where it has neighbours.
    cv::Mat1b dense;
    cv::boxFilter(coloured, dense, CV_8U, {3, 3});
    coloured &= dense > 255 / 3;
    // A pixel at the edge of a letter is half ink, half paper; pencil is nowhere darker, and a picture is wider.
    cv::Mat1b rim;
    cv::dilate(ink, rim, cv::getStructuringElement(cv::MORPH_RECT, {5, 5}));
    cv::Mat1b wide;
    cv::morphologyEx(covered, wide, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_RECT, {9, 9}));
    const cv::Mat1b shaded = (covered & ~rim) | (wide & ~black);
    covered |= paper.printed;
    return {share(coloured(page)), share(covered(page)), share(shaded(page))};
}

Mode chosen_mode(const Content& content) {
    if ((content.covered > picture_covers && content.coloured > picture_colour) ||
        (content.covered > on_colour_covers && content.coloured > ground_colour)) {
        return Mode::photo;
    }
    if (content.coloured > some_colour) return Mode::color;
    return content.shaded > some_shading ? Mode::gray : Mode::bw;
}

}  // namespace baton::scan
