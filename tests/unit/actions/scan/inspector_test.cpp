#include "actions/scan/inspector.hpp"

#include "orientation/written_page.hpp"
#include "pages/drawn_page.hpp"

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

#include <string>

namespace baton::scan {
namespace {

namespace json = boost::json;

json::object info_of(const cv::Mat& picture, const std::string& key, const json::object& options = {}) {
    const media::Bytes bytes = testing::jpeg_of(picture);
    ScanInspector inspector{Settings{}};
    const auto info = inspector.inspect(InputFile{key, "image/jpeg", "", bytes, {}}, options);
    REQUIRE(info.has_value());
    return *info;
}

cv::Mat upside_down() {
    return testing::turned_by(testing::written_page(testing::english()), 180);
}

TEST_CASE("the page in a shot is found, and which way up it lies") {
    cv::Mat page;
    cv::cvtColor(upside_down(), page, cv::COLOR_GRAY2RGB);
    const json::object info = info_of(testing::photo_of(page).picture, "p1");
    CHECK(info.at("quad").is_array());
    CHECK(info.at("rotation") == 180);
    cv::cvtColor(testing::written_page(testing::english()), page, cv::COLOR_GRAY2RGB);
    CHECK(info_of(testing::photo_of(page).picture, "p1").at("rotation") == 0);
}

TEST_CASE("a shot weighs its pixels") {
    const media::Bytes bytes = testing::jpeg_of(cv::Mat(30, 40, CV_8UC1, cv::Scalar{200}));
    ScanInspector inspector{Settings{}};
    CHECK(inspector.weigh(InputFile{"p1", "image/jpeg", "", bytes, {}}) == 30 * 40);
}

TEST_CASE("a picture without a page is looked at as a whole") {
    const json::object info = info_of(upside_down(), "p1");
    CHECK(info.at("quad").is_null());
    CHECK(info.at("rotation") == 180);
}

TEST_CASE("what is too narrow for a page is refused, however long it is") {
    const media::Bytes bytes = testing::jpeg_of(cv::Mat(15, 4000, CV_8UC1, cv::Scalar{200}));
    ScanInspector inspector{Settings{}};
    CHECK(inspector.inspect(InputFile{"p1", "image/jpeg", "", bytes, {}}, {}).error().code == errc::unsupported_media);
    CHECK(info_of(cv::Mat(16, 9000, CV_8UC1, cv::Scalar{200}), "p1").at("height") == 16);
}

TEST_CASE("a page of the form stays as it is, unless detection is asked for") {
    CHECK(info_of(upside_down(), "d0-p0").at("rotation") == 0);
    CHECK(info_of(upside_down(), "d0-p0", {{"detect", true}}).at("rotation") == 180);
}

}  // namespace
}  // namespace baton::scan
