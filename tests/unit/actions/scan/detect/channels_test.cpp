#include "actions/scan/detect/channels.hpp"

#include "rendering.hpp"

#include <doctest/doctest.h>

namespace baton::scan::detection {
namespace {

TEST_CASE("pictures are reduced to their longer side, and never enlarged") {
    CHECK(reduce(cv::Mat(4000, 3000, CV_8UC3, cv::Scalar()), 640).size() == cv::Size(480, 640));
    CHECK(reduce(cv::Mat(10, 3000, CV_8UC1, cv::Scalar()), 640).size() == cv::Size(640, 2));
    CHECK(reduce(cv::Mat(50, 60, CV_8UC1, cv::Scalar()), 640).size() == cv::Size(60, 50));
}

TEST_CASE("a step is as high in a shadow as in the light") {
    cv::Mat picture = testing::ground({300, 200}, {140, 140, 140});
    picture(cv::Rect(150, 0, 150, 200)) += cv::Scalar::all(70);
    picture(cv::Rect(0, 100, 300, 100)) *= 0.5;
    const Channels channels = make_channels(picture);
    const auto step = [&](int y) { return channels.values(y, 170)[0] - channels.values(y, 130)[0]; };
    CHECK(step(150) / step(50) > 0.75);
    CHECK(step(150) / step(50) < 1.1);
}

TEST_CASE("a faint edge on a calm ground counts like a strong one") {
    cv::Mat picture = testing::ground({300, 200}, {100, 100, 100});
    picture(cv::Rect(200, 0, 100, 200)) += cv::Scalar::all(12);
    const Channels channels = make_channels(picture);
    CHECK(cv::mean(channels.strength.col(200))[0] > 1.5);
    CHECK(cv::mean(channels.strength.col(100))[0] < 0.9);
}

TEST_CASE("an edge of colours alone is an edge") {
    cv::Mat picture(200, 300, CV_8UC3, cv::Scalar(120, 100, 100));
    picture(cv::Rect(150, 0, 150, 200)) = cv::Scalar(100, 110, 100);
    CHECK(cv::mean(make_channels(picture).strength.col(150))[0] > 2);
}

}  // namespace
}  // namespace baton::scan::detection
