#include "actions/scan/orientation/orientation.hpp"

#include "../pages/drawn_page.hpp"
#include "written_page.hpp"

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

#include <array>
#include <string>
#include <vector>

namespace baton::scan {
namespace {

using testing::Aligned;
using testing::turned_by;
using testing::written_page;

constexpr std::array ways{0, 90, 180, 270};

// What is said of a page that lies in each of the four ways: its rotations, or "-".
std::string told_of(const cv::Mat1b& page) {
    std::string told;
    for (const int way : ways) {
        const auto found = orientation_of(turned_by(page, way));
        told += (told.empty() ? "" : " ") + (found ? std::to_string(found->rotation) : "-");
    }
    return told;
}

const std::string upright_again = "0 270 180 90";
const std::string nothing = "- - - -";

TEST_CASE("text is turned upright, however it lies") {
    CHECK(told_of(written_page(testing::english())) == upright_again);
    CHECK(orientation_of(written_page(testing::english())).value().confidence > 0.9);
}

TEST_CASE("dots and points are enough where the margins say nothing") {
    CHECK(told_of(written_page(testing::english(), Aligned::middle)) == upright_again);
}

TEST_CASE("margins are enough where there are no dots and points") {
    CHECK(told_of(written_page({"the old bell told all the land", "he held the hat and stood",
                                "all the day but had not"})) == upright_again);
}

TEST_CASE("ascenders alone are not enough") {
    CHECK(told_of(written_page({"the old bell told all the land"})) == nothing);
}

TEST_CASE("a script of low letters is no Latin") {
    CHECK(told_of(written_page({"as a rose rises near our house", "our women saw no hare near a river, nor sea",
                                "we can row or swim in a damson sea now", "so no one ever knew"})) == nothing);
}

TEST_CASE("letters that reach below the line are no Latin upside down") {
    CHECK(told_of(written_page(testing::descending())) == nothing);
    CHECK(told_of(written_page(testing::descending(), Aligned::middle)) == nothing);
}

TEST_CASE("capitals and digits look the same from both sides") {
    CHECK(told_of(written_page({"THE FERRY DID NOT LEAVE, AT NOON", "OR BEFORE IT."})) == nothing);
    CHECK(told_of(written_page({"1204  3377  9015  2284", "77  3340  118"})) == nothing);
}

TEST_CASE("lines on a form do not hide its words") {
    cv::Mat1b form = written_page(testing::english());
    for (int y = 145; y < 1640; y += 46) cv::line(form, {60, y}, {1180, y}, cv::Scalar::all(40), 2);
    cv::line(form, {60, 145}, {60, 1640}, cv::Scalar::all(40), 2);
    CHECK(told_of(form) == upright_again);
}

TEST_CASE("light, blur and a slight slant do not matter") {
    cv::Mat page;
    cv::cvtColor(written_page(testing::english()), page, cv::COLOR_GRAY2RGB);
    page = testing::in_bad_light(page);
    cv::cvtColor(page, page, cv::COLOR_RGB2GRAY);
    cv::warpAffine(page, page, cv::getRotationMatrix2D({620, 877}, 1.2, 1), page.size(), cv::INTER_LINEAR,
                   cv::BORDER_REPLICATE);
    cv::GaussianBlur(page, page, {0, 0}, 1.2);
    CHECK(told_of(page) == upright_again);
}

TEST_CASE("nothing is told of what is no text") {
    cv::theRNG().state = 5;
    CHECK(told_of(cv::Mat1b(1600, 1131, std::uint8_t{230})) == nothing);
    cv::Mat1b noise(1600, 1131);
    cv::randu(noise, 0, 256);
    CHECK(told_of(noise) == nothing);
    cv::Mat1b blobs(1600, 1131, std::uint8_t{230});
    for (int i = 0; i < 1500; ++i) {
        auto& rng = cv::theRNG();
        cv::ellipse(blobs, {rng.uniform(0, 1131), rng.uniform(0, 1600)}, {rng.uniform(3, 12), rng.uniform(3, 12)},
                    rng.uniform(0, 180), 0, 360, cv::Scalar::all(40), cv::FILLED);
    }
    CHECK(told_of(blobs) == nothing);
    cv::Mat1b few(1600, 1131, std::uint8_t{230});
    cv::putText(few, "A title, that is all.", {100, 400}, cv::FONT_HERSHEY_COMPLEX, 2, cv::Scalar::all(30), 3);
    CHECK(told_of(few) == nothing);
}

TEST_CASE("no size is too small to be asked about") {
    for (const int side : {1, 2, 7, 40}) CHECK_FALSE(orientation_of(cv::Mat1b(side, 3, std::uint8_t{9})).has_value());
}

TEST_CASE("a page in a picture is looked at straight and small") {
    const auto photo = testing::photo_of(testing::drawn_page());
    cv::Mat1b grey;
    cv::cvtColor(photo.picture, grey, cv::COLOR_RGB2GRAY);
    const cv::Mat1b look = look_at(grey, photo.quad, 1.4142);
    CHECK(look.rows == look_px);
    CHECK(std::abs(look.cols - 1131) < 3);
    CHECK(cv::mean(look)[0] > 180);
}

}  // namespace
}  // namespace baton::scan
