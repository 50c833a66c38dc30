#include "actions/scan/enhance/tone.hpp"

#include "../pages/drawn_page.hpp"
#include "actions/scan/enhance/moments.hpp"
#include "actions/scan/enhance/photo.hpp"

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace baton::scan {
namespace {

cv::Mat lightened(cv::Mat page) {
    const Moments moments = moments_of(page);
    cv::Mat colours;
    if (page.channels() == 3) cv::resize(page, colours, moments.mean.size(), 0, 0, cv::INTER_AREA);
    const Paper paper = paper_of(moments.mean, 150.0 / block, colours);
    lighten(page, paper, levels_of(moments.mean, paper, noise_of(moments)),
            colours.empty() ? Tint{} : tint_of(colours, paper));
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

TEST_CASE("pale small print gets as black as a headline, wherever it is") {
    cv::Mat1b page(1754, 1240, std::uint8_t{230});
    cv::putText(page, "HEADLINE", {110, 120}, cv::FONT_HERSHEY_SIMPLEX, 3, cv::Scalar{20}, 14, cv::LINE_AA);
    for (int line = 0; line < 30; ++line) {
        cv::putText(page, "small print that a lens left pale", {110, 220 + 46 * line}, cv::FONT_HERSHEY_SIMPLEX, 1,
                    cv::Scalar{120}, 3, cv::LINE_AA);
    }
    const cv::Mat1b clean = lightened(page);
    // Half of the dark pixels are a stroke's middle.
    const cv::Mat1b print = clean(cv::Rect{100, 180, 900, 1400});
    const int dark = cv::countNonZero(print < 190);
    CHECK(cv::countNonZero(print < 70) > dark * 0.6);
    CHECK(testing::share_above(clean(cv::Rect{0, 1600, 1240, 154}), 253) > 0.995);
}

TEST_CASE("a pale blue pen gets bluer, not black") {
    cv::Mat page(1754, 1240, CV_8UC3, cv::Scalar::all(230));
    for (int line = 0; line < 30; ++line) {
        cv::putText(page, "written with a pen that a lens left pale", {110, 120 + 46 * line}, cv::FONT_HERSHEY_SIMPLEX,
                    1, cv::Scalar{135, 140, 185}, 3, cv::LINE_AA);
    }
    const cv::Mat clean = lightened(page);
    cv::Mat grey;
    cv::cvtColor(clean, grey, cv::COLOR_RGB2GRAY);
    const cv::Scalar ink = cv::mean(clean, grey < 110);
    CHECK(ink[0] < 90);
    CHECK(ink[2] > ink[0] + 70);
}

TEST_CASE("solid colours keep their brightness and evenness beside pale print") {
    cv::Mat page(1754, 1240, CV_8UC3, cv::Scalar::all(230));
    for (int line = 0; line < 30; ++line) {
        cv::putText(page, "small print that a lens left pale", {110, 220 + 46 * line}, cv::FONT_HERSHEY_SIMPLEX, 1,
                    cv::Scalar::all(120), 3, cv::LINE_AA);
    }
    const cv::Rect bar{0, 0, 1240, 120};
    cv::rectangle(page, bar, cv::Scalar{30, 105, 110}, cv::FILLED);
    const cv::Mat clean = lightened(page);
    cv::Mat channels[3];
    cv::split(clean(cv::Rect{10, 10, 1220, 104}), channels);
    const double expected[] = {30, 105, 110};
    for (std::size_t c = 0; c < 3; ++c) {
        double least = 0;
        double most = 0;
        cv::minMaxLoc(channels[c], &least, &most);
        CHECK(most - least < 14);
        CHECK(std::abs((least + most) / 2 - expected[c] * 255 / 230) < 22);
    }
}

TEST_CASE("coloured paper keeps its colour, also under a lamp, and a lamp's colour goes") {
    const auto paper_under = [](const cv::Scalar& paper, const cv::Scalar& lamp) {
        cv::Mat page = testing::drawn_page();
        cv::multiply(page, paper, page);
        cv::multiply(page, lamp, page);
        return lightened(testing::in_bad_light(page)).at<cv::Vec3b>(60, 600);
    };
    const cv::Scalar white{1, 1, 1};
    const cv::Scalar pink{1, 0.78, 0.84};
    const cv::Vec3b kept = paper_under(pink, white);
    CHECK(kept[0] > 250);
    CHECK(std::abs(kept[1] - 199) < 12);
    CHECK(std::abs(kept[2] - 214) < 12);
    for (const cv::Scalar& lamp : {cv::Scalar{1, 0.9, 0.72}, cv::Scalar{0.85, 0.93, 1}, cv::Scalar{0.95, 1, 0.94}}) {
        const cv::Vec3b neutral = paper_under(white, lamp);
        CHECK(std::min({neutral[0], neutral[1], neutral[2]}) > 250);
    }
}

TEST_CASE("a photo is spread gently") {
    cv::Mat1b dull(200, 200);
    for (int x = 0; x < dull.cols; ++x) dull.col(x).setTo(40 + x / 2);
    cv::Mat levelled = dull.clone();
    level_photo(levelled);
    CHECK(levelled.at<std::uint8_t>(0, 0) < 30);
    CHECK(levelled.at<std::uint8_t>(0, 199) > 139);
    // No more than a third: a dim evening stays an evening.
    CHECK(levelled.at<std::uint8_t>(0, 199) < 170);
}

}  // namespace
}  // namespace baton::scan
