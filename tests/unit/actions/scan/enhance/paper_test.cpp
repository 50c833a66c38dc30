#include "actions/scan/enhance/paper.hpp"

#include "../pages/drawn_page.hpp"
#include "actions/scan/enhance/moments.hpp"
#include "actions/scan/enhance/solids.hpp"

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace baton::scan {
namespace {

TEST_CASE("moments are exact, also in blocks that are cut off") {
    cv::Mat1b picture(9, 10);
    cv::randu(picture, 0, 255);
    const Moments moments = moments_of(picture);
    REQUIRE(moments.mean.size() == cv::Size{3, 3});
    CHECK(moments.mean(0, 1) == doctest::Approx(cv::mean(picture(cv::Rect{4, 0, 4, 4}))[0]));
    CHECK(moments.mean(2, 2) == doctest::Approx(cv::mean(picture(cv::Rect{8, 8, 2, 1}))[0]));
    cv::Mat1f squared;
    picture.convertTo(squared, CV_32F);
    squared = squared.mul(squared);
    CHECK(moments.square(2, 0) == doctest::Approx(cv::mean(squared(cv::Rect{0, 8, 4, 1}))[0]));
}

TEST_CASE("the paper is found under print, falling light and shadow") {
    const cv::Mat page = testing::in_bad_light(testing::drawn_page());
    const cv::Mat bare = testing::in_bad_light(cv::Mat(1754, 1240, CV_8UC3, cv::Scalar::all(235)));
    const Paper paper = paper_of(moments_of(page).mean, 150.0 / block);
    const cv::Mat1f truth = moments_of(bare).mean;
    cv::Mat1f off = cv::abs(paper.level - truth) / truth;
    CHECK(cv::mean(off)[0] < 0.05);
    CHECK(testing::share_above(off * 100, 15) < 0.05);
}

TEST_CASE("a picture on the page is not taken for paper") {
    cv::Mat page = testing::drawn_page();
    const cv::Rect spot{300, 900, 640, 500};
    cv::Mat noise(42, 54, CV_8UC3);
    cv::randu(noise, cv::Scalar::all(20), cv::Scalar::all(180));
    cv::resize(noise, page(spot), spot.size(), 0, 0, cv::INTER_LINEAR);
    const Paper paper = paper_of(moments_of(page).mean, 150.0 / block);
    const cv::Rect inside{spot.x / block + 30, spot.y / block + 30, spot.width / block - 60, spot.height / block - 60};
    CHECK(cv::mean(paper.level(inside))[0] > 215);
    CHECK(cv::mean(paper.printed(inside))[0] > 230);
}

TEST_CASE("a solid area has the paper of its surroundings, without a dip at its edges") {
    // A bar along the edge of the page and a logo smaller than a tile is wide.
    for (const cv::Rect area : {cv::Rect{0, 0, 150, 1754}, cv::Rect{500, 700, 70, 45}, cv::Rect{300, 900, 400, 300}}) {
        CAPTURE(area.x);
        cv::Mat page = testing::drawn_page();
        page(cv::Rect(area.x - 60, area.y - 60, area.width + 120, area.height + 120) & cv::Rect{0, 0, 1240, 1754})
            .setTo(cv::Scalar::all(235));
        page(area).setTo(cv::Scalar::all(95));
        const Paper paper = paper_of(moments_of(page).mean, 150.0 / block);
        const cv::Rect inside{area.x / block, area.y / block, area.width / block, area.height / block};
        double least = 0;
        double most = 0;
        cv::minMaxLoc(paper.level(inside), &least, &most);
        CHECK(least > 220);
        CHECK(most < 240);
        CHECK(cv::mean(paper.printed(inside))[0] > 250);
    }
}

TEST_CASE("the edge of a shadow through print is paper") {
    cv::Mat page(1754, 1240, CV_8UC3, cv::Scalar::all(235));
    cv::Mat bare = page.clone();
    for (int line = 0; line < 30; ++line) {
        cv::putText(page, "The kettle and the ladder belong to the club and to all of us", {110, 180 + 46 * line},
                    cv::FONT_HERSHEY_SIMPLEX, 0.8, cv::Scalar::all(25), 2, cv::LINE_AA);
    }
    for (cv::Mat* picture : {&page, &bare}) {
        for (int y = 0; y < picture->rows; ++y) {
            // A penumbra of 3 mm, down the page and a little across.
            for (int x = 0; x < picture->cols; ++x) {
                const double lit = 0.5 + 0.5 * std::clamp((x - 500 - 0.2 * y) / 18, 0.0, 1.0);
                picture->at<cv::Vec3b>(y, x) *= lit;
            }
        }
    }
    const Paper paper = paper_of(moments_of(page).mean, 150.0 / block);
    const cv::Mat1f too_high = paper.level / moments_of(bare).mean - 1;
    CHECK(testing::share_above(too_high * 100, 12) < 0.006);
}

TEST_CASE("a shadow is no solid area, as little as its edge is wide") {
    cv::Mat1b page(400, 300, std::uint8_t{200});
    for (const int penumbra : {1, 4}) {
        CAPTURE(penumbra);
        for (int y = 0; y < page.rows; ++y) {
            for (int x = 0; x < page.cols; ++x) {
                const int outside = std::max({100 - x, x - 199, 150 - y, y - 249, 0});
                page(y, x) = cv::saturate_cast<std::uint8_t>(90 + 110.0 * std::min(outside, penumbra) / penumbra);
            }
        }
        const cv::Mat1b solids = solids_of(page);
        CHECK(solids(200, 150) == (penumbra == 1 ? 255 : 0));
        CHECK(solids(50, 50) == 0);
    }
}

}  // namespace
}  // namespace baton::scan
