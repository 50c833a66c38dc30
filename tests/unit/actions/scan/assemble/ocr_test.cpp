#include "actions/scan/assemble/ocr.hpp"

#include "../pages/drawn_page.hpp"

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace baton::scan {
namespace {

TEST_CASE("a language that is not installed is refused, and so is what is no list") {
    const Ocr ocr;
    for (const char* languages : {"xx", "", "+", "../eng", "osd"}) {
        CHECK(ocr.check(languages).error().code == errc::invalid_input);
        CHECK(ocr.check(languages).error().pointer == "/options/ocr");
        CHECK_FALSE(ocr.read(cv::Mat1b(50, 50, std::uint8_t{255}), 150, languages).has_value());
    }
}

TEST_CASE("words are read where they stand") {
    const Ocr ocr;
    if (!ocr.check("eng").has_value()) {
        MESSAGE("skipped: this build has no OCR, or English is not installed");
        return;
    }
    cv::Mat grey;
    cv::cvtColor(testing::drawn_page(), grey, cv::COLOR_RGB2GRAY);
    const auto words = ocr.read(grey, 150, "eng");
    REQUIRE(words.has_value());
    const auto ladders = std::ranges::count(*words, "ladder", &Word::text);
    CHECK(ladders >= 25);
    const auto first = std::ranges::find(*words, "kettle", &Word::text);
    REQUIRE(first != words->end());
    CHECK(first->left == doctest::Approx(195).epsilon(0.15));
    CHECK(first->baseline == doctest::Approx(180).epsilon(0.03));
    CHECK(first->height > 20);
    CHECK(ocr.read(cv::Mat1b(600, 400, std::uint8_t{255}), 150, "eng")->empty());
    // Text that runs up or down is left out: its boxes are not where its words are.
    cv::rotate(grey, grey, cv::ROTATE_90_CLOCKWISE);
    CHECK(ocr.read(grey, 150, "eng")->size() < words->size() / 20);
}

}  // namespace
}  // namespace baton::scan
