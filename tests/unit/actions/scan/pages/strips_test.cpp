#include "actions/scan/pages/strips.hpp"

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

#include <array>

namespace baton::scan {
namespace {

/// Lines of 20 rows with gaps of 10 on some ground; the gap behind every fifth is 30 high.
cv::Mat1b lines_on(int ground, int ink, int rows) {
    cv::Mat1b page(rows, 300, static_cast<std::uint8_t>(ground));
    int line = 0;
    for (int y = 10; y + 20 < rows; y += ++line % 5 == 0 ? 50 : 30) {
        for (int x = 10; x < 290; x += 12) page(cv::Rect{x, y, 6, 20}) = static_cast<std::uint8_t>(ink);
    }
    return page;
}

void check_whole(const std::vector<cv::Range>& strips, int rows, int most) {
    int next = 0;
    for (const cv::Range& strip : strips) {
        CHECK(strip.start == next);
        CHECK(strip.size() <= most);
        if (strips.size() > 1) CHECK(strip.size() >= (strip.end < rows ? most / 2 : most / 8));
        next = strip.end;
    }
    CHECK(next == rows);
}

TEST_CASE("a page is cut in the widest gap between its lines, on whatever ground") {
    for (const auto& [ground, ink] : {std::array{255, 0}, std::array{20, 230}, std::array{128, 200}}) {
        CAPTURE(ground);
        const cv::Mat1b page = lines_on(ground, ink, 5000);
        const auto strips = strips_of(page, 420);
        check_whole(strips, page.rows, 420);
        CHECK(strips.size() > 10);
        for (const cv::Range& strip : strips) {
            if (strip.end == page.rows) continue;
            const cv::Rect around{0, strip.end - 12, page.cols, 24};
            CHECK(cv::countNonZero(page(around) != ground) == 0);
        }
    }
}

TEST_CASE("what has no gap is cut all the same, and what is short stays whole") {
    cv::Mat3b noise(3000, 200);
    cv::randu(noise, 0, 256);
    check_whole(strips_of(noise, 400), noise.rows, 400);
    CHECK(strips_of(noise, 3000).size() == 1);
    CHECK(strips_of(noise, 5000).size() == 1);
    check_whole(strips_of(cv::Mat1b(2000, 1, std::uint8_t{255}), 300), 2000, 300);
}

TEST_CASE("the last strip is no sliver, though the least ink is right before the end") {
    cv::Mat3b noise(402, 200);
    cv::randu(noise, 0, 256);
    noise.rowRange(398, 402) = cv::Scalar::all(255);
    const auto strips = strips_of(noise, 400);
    REQUIRE(strips.size() == 2);
    check_whole(strips, noise.rows, 400);
}

TEST_CASE("a strip has the shape of A4, but a narrow one is higher") {
    CHECK(sheet_rows(1080) == 1527);
    CHECK(sheet_rows(100) == 1000);
}

}  // namespace
}  // namespace baton::scan
