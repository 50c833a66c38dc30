#include "actions/scan/pages/render.hpp"

#include "actions/scan/enhance/skew.hpp"
#include "drawn_page.hpp"

#include <baton/media/picture.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>

namespace baton::scan {
namespace {

using testing::Photo;

const Photo& photo() {
    static const Photo shot = testing::photo_of(testing::in_bad_light(testing::drawn_page()));
    return shot;
}

const media::Bytes& original() {
    static const media::Bytes file = testing::jpeg_of(photo().picture);
    return file;
}

PageParameters page(Mode mode, int rotation = 0) {
    return {photo().quad, mode, rotation};
}

cv::Mat decoded(const media::Picture& picture) {
    cv::Mat pixels(static_cast<int>(picture.image.size().height), static_cast<int>(picture.image.size().width),
                   picture.image.channels() == 1 ? CV_8UC1 : CV_8UC3);
    for (int y = 0; y < pixels.rows; ++y) {
        std::copy_n(picture.image.row(static_cast<std::uint32_t>(y)), picture.image.stride(),
                    pixels.ptr<std::uint8_t>(y));
    }
    return pixels;
}

TEST_CASE("a grey page is straight, white and of known size") {
    const auto rendered = render_page(original(), page(Mode::gray), {});
    REQUIRE(rendered.has_value());
    CHECK(rendered->mode == Mode::gray);
    CHECK(rendered->coding == Coding::jpeg);
    CHECK(rendered->channels == 1);
    CHECK(rendered->dpi_known);
    CHECK(rendered->size.height == doctest::Approx(rendered->size.width * 1.41421).epsilon(0.002));
    CHECK(rendered->dpi >= 190);
    const auto picture = media::decode(rendered->bytes);
    REQUIRE(picture.has_value());
    CHECK(picture->image.size() == rendered->size);
    CHECK(testing::share_above(decoded(*picture), 245) > 0.8);
}

TEST_CASE("bw is G4 for a PDF and a PNG of one bit else") {
    const auto fax = render_page(original(), page(Mode::bw), {.target = Target::pdf});
    CHECK(fax->coding == Coding::g4);
    CHECK(fax->bytes.size() < 60'000);
    const auto png = render_page(original(), page(Mode::bw), {.target = Target::jpeg});
    CHECK(png->coding == Coding::png);
    CHECK(png->size == fax->size);
    const auto picture = media::decode(png->bytes);
    REQUIRE(picture.has_value());
    CHECK(testing::share_above(decoded(*picture), 128) > 0.8);
    CHECK(render_page(original(), page(Mode::gray), {.target = Target::png})->coding == Coding::png);
}

TEST_CASE("the same page gives the same bytes") {
    CHECK(render_page(original(), page(Mode::automatic), {})->bytes ==
          render_page(original(), page(Mode::automatic), {})->bytes);
}

TEST_CASE("a rotation turns the finished page") {
    const auto upright = render_page(original(), page(Mode::gray), {});
    const auto turned = render_page(original(), page(Mode::gray, 90), {});
    CHECK(turned->size == upright->size.transposed());
    const cv::Mat straight = decoded(*media::decode(upright->bytes));
    const cv::Mat lying = decoded(*media::decode(turned->bytes));
    // The empty foot of the page is at its left after a quarter turn clockwise.
    const double foot = testing::share_above(lying(cv::Rect{0, 0, lying.cols / 14, lying.rows}), 250);
    const double head = testing::share_above(straight(cv::Rect{0, straight.rows / 2, straight.cols, 200}), 250);
    CHECK(foot > 0.99);
    CHECK(head < 0.95);
}

TEST_CASE("without a quad the whole picture is the page") {
    const auto rendered = render_page(original(), {std::nullopt, Mode::photo, 0}, {});
    REQUIRE(rendered.has_value());
    CHECK(rendered->channels == 3);
    CHECK(rendered->size.height * 1500 == doctest::Approx(rendered->size.width * 2000).epsilon(0.01));
}

TEST_CASE("what cannot be rendered is refused") {
    CHECK(render_page({}, page(Mode::bw), {}).error().code == errc::unsupported_media);
    CHECK(render_page(original(), page(Mode::bw, 45), {}).error().code == errc::invalid_input);
    CHECK(render_page(original(), page(Mode::bw), {.max_pixels = 1000}).error().code == errc::too_large);
    PageParameters crossed = page(Mode::bw);
    std::swap(crossed.quad->corners[0], crossed.quad->corners[1]);
    CHECK(render_page(original(), crossed, {}).error().code == errc::invalid_input);
    CHECK(preview(original(), crossed, 600).error().code == errc::invalid_input);
}

TEST_CASE("a preview is as large as allowed and says what was chosen") {
    const auto shown = preview(original(), page(Mode::automatic), 500);
    REQUIRE(shown.has_value());
    CHECK(shown->size.long_side() == 500);
    CHECK(shown->mode == render_page(original(), page(Mode::automatic), {})->mode);
    CHECK(media::decode(shown->jpeg)->image.size() == shown->size);
}

TEST_CASE(
    "lines that lie askew within their crop are level in the page, and the preview says by how much they were not") {
    constexpr double askew = 1;
    PageParameters leaning = page(Mode::gray);
    const cv::Point2d middle = (leaning.quad->corners[0] + leaning.quad->corners[2]) / 2;
    const double angle = -askew * std::numbers::pi / 180;
    for (cv::Point2d& corner : leaning.quad->corners) {
        const cv::Point2d arm = corner - middle;
        corner = middle + cv::Point2d{arm.x * std::cos(angle) - arm.y * std::sin(angle),
                                      arm.x * std::sin(angle) + arm.y * std::cos(angle)};
    }
    const auto shown = preview(original(), leaning, 1200);
    REQUIRE(shown.has_value());
    CHECK(std::abs(shown->skew - askew) < 0.1);
    CHECK(std::abs(skew_of(decoded(*media::decode(shown->jpeg)), 100)) < 0.2);
    CHECK(preview(original(), page(Mode::photo), 600)->skew == 0);
}

}  // namespace
}  // namespace baton::scan
