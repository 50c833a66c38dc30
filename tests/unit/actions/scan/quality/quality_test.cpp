#include "actions/scan/quality/quality.hpp"

#include "../pages/drawn_page.hpp"

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

#include <numbers>

namespace baton::scan {
namespace {

using testing::Photo;

Quality judged(const Photo& photo) {
    return measure_quality(photo.picture, photo.quad, std::numbers::sqrt2);
}

Photo enlarged(double factor) {
    Photo photo = testing::photo_of(testing::drawn_page());
    cv::resize(photo.picture, photo.picture, {}, factor, factor, cv::INTER_CUBIC);
    for (cv::Point2d& corner : photo.quad.corners) corner *= factor;
    return photo;
}

TEST_CASE("a sharp, well lit page is ok") {
    const Quality quality = judged(enlarged(1.2));
    CHECK(quality.verdict == Verdict::ok);
    CHECK(quality.flaw == Flaw::none);
    REQUIRE(quality.blur.has_value());
    CHECK(*quality.blur < 3.5);
    CHECK(quality.glare == 0);
    CHECK(*quality.resolution_dpi == doctest::Approx(172).epsilon(0.05));
    CHECK_FALSE(quality.cutoff);
}

TEST_CASE("the wider its edges, the worse a page") {
    Photo photo = enlarged(1.2);
    double before = *judged(photo).blur;
    cv::GaussianBlur(photo.picture, photo.picture, {}, 1.5);
    const Quality soft = judged(photo);
    CHECK(*soft.blur > before + 1);
    CHECK(soft.verdict == Verdict::warn);
    CHECK(soft.flaw == Flaw::blur);
    REQUIRE(soft.region.has_value());
    cv::GaussianBlur(photo.picture, photo.picture, {}, 3);
    const Quality blurred = judged(photo);
    // Print that is blurred away altogether has no edges any more.
    CHECK(blurred.verdict != Verdict::ok);
}

TEST_CASE("a blank page cannot be judged for blur") {
    const Quality quality = judged(testing::photo_of(cv::Mat(1754, 1240, CV_8UC3, cv::Scalar::all(225))));
    CHECK_FALSE(quality.blur.has_value());
    CHECK((quality.verdict == Verdict::unknown || quality.flaw == Flaw::resolution));
}

TEST_CASE("a mirrored lamp is glare, white paper is not") {
    Photo photo = enlarged(1.2);
    cv::ellipse(photo.picture, {900, 1400}, {170, 120}, 0, 0, 360, cv::Scalar::all(255), cv::FILLED);
    const Quality quality = judged(photo);
    CHECK(quality.glare > 0.01);
    CHECK(quality.flaw == Flaw::glare);
    REQUIRE(quality.region.has_value());
    CHECK(quality.region->contains(cv::Point{900, 1400}));
    Photo bright = enlarged(1.2);
    cv::Mat over;
    bright.picture.convertTo(over, CV_8U, 1.2);
    bright.picture = over;
    CHECK(judged(bright).glare == 0);
}

TEST_CASE("darkness, few pixels and a cut corner are told") {
    Photo dark = enlarged(1.2);
    dark.picture.convertTo(dark.picture, CV_8U, 0.3);
    CHECK(judged(dark).flaw == Flaw::dark);
    const Quality coarse = judged(enlarged(0.55));
    CHECK(*coarse.resolution_dpi < 90);
    CHECK(coarse.verdict == Verdict::bad);
    Photo cut = enlarged(1.2);
    cut.quad.corners[0] = {0, 168};
    CHECK(judged(cut).cutoff);
}

TEST_CASE("the answer says what the page is told") {
    Quality quality;
    quality.verdict = Verdict::warn;
    quality.flaw = Flaw::blur;
    quality.blur = 4.126;
    quality.region = cv::Rect{1, 2, 3, 4};
    const auto json = to_json(quality);
    CHECK(json.at("verdict") == "warn");
    CHECK(json.at("reason") == "blur");
    CHECK(json.at("blur").as_double() == doctest::Approx(4.13));
    CHECK(json.at("resolution_dpi").is_null());
    CHECK(json.at("region").as_array().size() == 4);
    CHECK_FALSE(to_json(Quality{}).contains("reason"));
}

}  // namespace
}  // namespace baton::scan
