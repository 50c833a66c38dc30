#include "actions/scan/enhance/tone.hpp"

#include "../pages/drawn_page.hpp"
#include "actions/scan/enhance/moments.hpp"
#include "actions/scan/enhance/photo.hpp"

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace baton::scan {
namespace {

cv::Mat lightened(cv::Mat page) {
    const Moments moments = moments_of(page);
    cv::Mat colours;
    if (page.channels() == 3) {
        cv::resize(page, colours, moments.mean.size(), 0, 0, cv::INTER_AREA);
    }
    const Paper paper = paper_of(moments.mean, 150.0 / block, colours);
    lighten(page, paper, levels_of(moments.mean, paper, noise_of(moments)),
            colours.empty() ? cv::Vec3d{1, 1, 1} : tint_of(colours, paper));
    return page;
}

TEST_CASE("grey paper becomes white and ink dark") {
    cv::Mat grey;
    cv::cvtColor(testing::in_bad_light(testing::drawn_page()), grey, cv::COLOR_RGB2GRAY);
    const cv::Mat clean = lightened(grey);
    CHECK(testing::share_above(clean(cv::Rect{0, 1600, 1240, 154}), 253) > 0.995);
    CHECK(testing::share_above(clean, 250) > 0.8);
    CHECK(1 - testing::share_above(clean, 40) > 0.04);
}

TEST_CASE("a blue stamp stays blue under a yellow lamp, and paper gets neutral") {
    cv::Mat page = testing::drawn_page();
    cv::rectangle(page, {400, 1620}, {700, 1640}, cv::Scalar{60, 80, 190}, cv::FILLED);
    cv::multiply(page, cv::Scalar{1, 0.93, 0.8}, page);
    const cv::Mat clean = lightened(testing::in_bad_light(page));
    const cv::Vec3b paper = clean.at<cv::Vec3b>(60, 600);
    CHECK(std::min({paper[0], paper[1], paper[2]}) > 250);
    const cv::Vec3b stamp = clean.at<cv::Vec3b>(1630, 550);
    CHECK(stamp[2] > stamp[0] + 60);
    CHECK(stamp[2] > stamp[1] + 40);
    CHECK(stamp[2] < 250);
}

TEST_CASE("a photo is spread gently") {
    cv::Mat1b dull(200, 200);
    for (int x = 0; x < dull.cols; ++x) {
        dull.col(x).setTo(40 + x / 2);
    }
    cv::Mat levelled = dull.clone();
    level_photo(levelled);
    CHECK(levelled.at<std::uint8_t>(0, 0) < 30);
    CHECK(levelled.at<std::uint8_t>(0, 199) > 139);
    // No more than a third: a dim evening stays an evening.
    CHECK(levelled.at<std::uint8_t>(0, 199) < 170);
}

}  // namespace
}  // namespace baton::scan
