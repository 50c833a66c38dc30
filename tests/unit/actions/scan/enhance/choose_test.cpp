#include "actions/scan/enhance/choose.hpp"

#include "../pages/drawn_page.hpp"
#include "actions/scan/enhance/moments.hpp"
#include "actions/scan/pages/page.hpp"

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

namespace baton::scan {
namespace {

std::string_view chosen(const cv::Mat& page) {
    cv::Mat coarse;
    cv::resize(testing::in_bad_light(page), coarse, {}, 0.5, 0.5, cv::INTER_AREA);
    cv::Mat grey;
    cv::cvtColor(coarse, grey, cv::COLOR_RGB2GRAY);
    cv::Mat1f brightness;
    grey.convertTo(brightness, CV_32F);
    return name_of(chosen_mode(content_of(coarse, paper_of(brightness, 75, coarse))));
}

TEST_CASE("black print is bw") {
    CHECK(chosen(testing::drawn_page()) == "bw");
}

TEST_CASE("a signature in blue makes a page of black print color") {
    cv::Mat page = testing::drawn_page();
    const std::vector<cv::Point> stroke{{200, 1650}, {260, 1600}, {300, 1680}, {360, 1610}, {420, 1660}, {520, 1630}};
    cv::polylines(page, stroke, false, cv::Scalar{30, 40, 150}, 4, cv::LINE_AA);
    CHECK(chosen(page) == "color");
}

TEST_CASE("pencil is gray") {
    cv::Mat page(1754, 1240, CV_8UC3, cv::Scalar::all(235));
    for (int y = 200; y < 1500; y += 60) {
        cv::putText(page, "written with a hard pencil", {150, y}, cv::FONT_HERSHEY_SIMPLEX, 1.3, cv::Scalar::all(165),
                    3, cv::LINE_AA);
    }
    CHECK(chosen(page) == "gray");
}

TEST_CASE("a card printed all over is a photo, print on a coloured sheet is color") {
    cv::Mat page = testing::drawn_page();
    cv::multiply(page, cv::Scalar{0.75, 0.8, 0.4}, page);
    CHECK(chosen(page) == "color");
    cv::rectangle(page, {600, 100}, {1200, 1700}, cv::Scalar{60, 130, 110}, cv::FILLED);
    CHECK(chosen(page) == "photo");
}

TEST_CASE("a picture that fills the page is a photo") {
    cv::Mat page(1754, 1240, CV_8UC3);
    cv::Mat small(220, 160, CV_8UC3);
    cv::theRNG().state = 5;
    cv::randu(small, cv::Scalar::all(10), cv::Scalar::all(220));
    cv::resize(small, page, page.size(), 0, 0, cv::INTER_CUBIC);
    CHECK(chosen(page) == "photo");
}

}  // namespace
}  // namespace baton::scan
