#include "actions/scan/enhance/rims.hpp"

#include "actions/scan/enhance/moments.hpp"

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

namespace baton::scan {
namespace {

// A4 at 150 dpi.
cv::Mat1b blank() {
    return cv::Mat1b(1754, 1240, std::uint8_t{230});
}

cv::Mat1b rims(const cv::Mat1b& page, const cv::Mat1b& outside = cv::Mat1b(439, 310, std::uint8_t{0})) {
    const Moments moments = moments_of(page);
    return rims_of(moments.mean, paper_of(moments.mean, 150.0 / block), outside);
}

TEST_CASE("a strip of desk at the edge is a rim, what reaches into the page is not") {
    cv::Mat1b page = blank();
    page(cv::Rect{0, 0, 10, 1500}).setTo(60);
    page(cv::Rect{600, 0, 300, 200}).setTo(60);
    const cv::Mat1b found = rims(page);
    CHECK(found(100, 1) == 255);
    CHECK(found(10, 180) == 0);
    CHECK(found(0, 180) == 0);
    CHECK(found(200, 150) == 0);
}

TEST_CASE("letters that the crop cuts are no rim") {
    cv::Mat1b page = blank();
    for (int y = 100; y < 1700; y += 46) {
        cv::putText(page, "ladders", {-12, y}, cv::FONT_HERSHEY_SIMPLEX, 0.8, cv::Scalar{25}, 2, cv::LINE_AA);
    }
    cv::putText(page, "cut along all its length", {200, 8}, cv::FONT_HERSHEY_SIMPLEX, 0.8, cv::Scalar{25}, 2,
                cv::LINE_AA);
    CHECK(cv::countNonZero(rims(page)) == 0);
}

TEST_CASE("letters that run into a rim stay, but for the rim") {
    cv::Mat1b page = blank();
    page(cv::Rect{0, 0, 6, 1754}).setTo(60);
    page(cv::Rect{0, 400, 80, 12}).setTo(25);
    const cv::Mat1b found = rims(page);
    CHECK(found(50, 0) == 255);
    CHECK(found(101, 0) == 255);
    CHECK(found(101, 8) == 0);
}

TEST_CASE("a thumb is not cut out where a rim meets it") {
    cv::Mat1b page = blank();
    page(cv::Rect{0, 0, 2, 1754}).setTo(60);
    page(cv::Rect{0, 1400, 200, 354}).setTo(40);
    const cv::Mat1b found = rims(page);
    CHECK(found(100, 0) == 255);
    CHECK(cv::countNonZero(found(cv::Rect{0, 352, 40, 80})) == 0);
}

TEST_CASE("a line a pixel wide is a rim though it hardly darkens a block") {
    cv::Mat1b page = blank();
    page.col(0).setTo(160);
    CHECK(cv::countNonZero(rims(page).col(0)) > 430);
}

TEST_CASE("a rim is found along the sheet's edge, also where the picture was turned") {
    cv::Mat1b page = blank();
    cv::Mat1b outside(439, 310, std::uint8_t{0});
    for (int y = 0; y < page.rows; ++y) {
        const int edge = 60 - y / 40;
        page(cv::Rect{0, y, edge + 6, 1}).setTo(60);
        outside(cv::Rect{0, y / block, edge / block, 1}).setTo(255);
    }
    page(cv::Rect{0, 800, 140, 40}).setTo(25);
    const cv::Mat1b found = rims(page, outside);
    CHECK(found(50, 58 / block + 1) == 255);
    CHECK(found(400, 20 / block + 1) == 255);
    CHECK(found(205, 80 / block) == 0);
}

TEST_CASE("what shows beside a rounded corner is a rim") {
    cv::Mat1b page = blank();
    const int radius = 60;
    for (int y = 0; y < radius; ++y) {
        for (int x = 0; x < radius; ++x) {
            const int dx = radius - x;
            const int dy = radius - y;
            page(y, x) = dx * dx + dy * dy > radius * radius ? 50 : 230;
        }
    }
    const cv::Mat1b found = rims(page);
    CHECK(found(0, 0) == 255);
    CHECK(found(1, 8) == 255);
    CHECK(found(8, 1) == 255);
    CHECK(found(10, 10) == 0);
}

}  // namespace
}  // namespace baton::scan
