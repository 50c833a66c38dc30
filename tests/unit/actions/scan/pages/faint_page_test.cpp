#include "actions/scan/enhance/texture.hpp"
#include "actions/scan/pages/render.hpp"
#include "actions/scan/quality/quality.hpp"
#include "drawn_page.hpp"

#include <baton/media/picture.hpp>

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

#include <cmath>

namespace baton::scan {
namespace {

/// What a sensor adds.
cv::Mat noisy(const cv::Mat& page, double deviation) {
    cv::RNG random{7};
    cv::Mat noise(page.size(), CV_16SC3);
    random.fill(noise, cv::RNG::NORMAL, 0, deviation);
    cv::Mat sum;
    cv::add(page, noise, sum, {}, CV_8UC3);
    return sum;
}

/// Ink of this brightness on the paper of `drawn_page`.
cv::Mat written_in(int ink) {
    cv::Mat page;
    testing::drawn_page().convertTo(page, CV_8UC3, (235 - ink) / 210.0, 235 - 235 * (235 - ink) / 210.0);
    return page;
}

cv::Mat blank() {
    return cv::Mat{testing::drawn_page().size(), CV_8UC3, cv::Scalar{212, 210, 205}};
}

/// Shaken along a diagonal by so many px each way.
cv::Mat shaken(const cv::Mat& page, int px) {
    cv::Mat moved;
    const cv::Mat1f path = cv::Mat1f::eye(px, px) / px;
    cv::filter2D(page, moved, -1, path);
    return moved;
}

cv::Mat cloth() {
    cv::Mat3b woven(1754, 1240);
    for (int y = 0; y < woven.rows; ++y) {
        for (int x = 0; x < woven.cols; ++x) {
            const double thread = 150 + 25 * std::sin(x * 0.35) + 25 * std::sin(y * 0.35);
            woven(y, x) = cv::Vec3b::all(static_cast<std::uint8_t>(thread));
        }
    }
    return woven;
}

PageParameters whole_picture(Mode mode) {
    return {std::nullopt, mode, 0};
}

cv::Mat1b grey_of(const media::Bytes& file) {
    const auto picture = media::decode(file, {.grey = true});
    REQUIRE(picture.has_value());
    cv::Mat1b grey(static_cast<int>(picture->image.size().height), static_cast<int>(picture->image.size().width));
    for (int y = 0; y < grey.rows; ++y) {
        std::copy_n(picture->image.row(static_cast<std::uint32_t>(y)), grey.cols, grey[y]);
    }
    return grey;
}

/// The page as an image, and whether anything can be seen in it.
bool shows_something(const RenderedPage& page) {
    const cv::Mat1b grey = grey_of(page.bytes);
    cv::Scalar mean;
    cv::Scalar deviation;
    cv::meanStdDev(grey, mean, deviation);
    return deviation[0] > 1.5;
}

TEST_CASE("a picture with texture never becomes an empty page") {
    const struct {
        const char* name;
        cv::Mat picture;
    } pages[]{{"pencil", noisy(written_in(205), 3)},
              {"faint pencil", noisy(written_in(218), 3)},
              {"shaken by 20", noisy(shaken(testing::drawn_page(), 20), 3)},
              {"shaken by 40", noisy(shaken(testing::drawn_page(), 40), 3)},
              {"shaken by 60", noisy(shaken(testing::drawn_page(), 60), 3)},
              {"dark", noisy(cv::Mat{testing::drawn_page() * 0.1}, 2)},
              {"cloth", noisy(cloth(), 3)}};
    for (const auto& [name, picture] : pages) {
        const media::Bytes file = testing::jpeg_of(picture);
        for (const Mode mode : {Mode::automatic, Mode::color, Mode::gray, Mode::bw, Mode::photo}) {
            CAPTURE(name);
            CAPTURE(name_of(mode));
            const auto page = render_page(file, whole_picture(mode), {.target = Target::jpeg});
            REQUIRE(page.has_value());
            CHECK(shows_something(*page));
            if (page->faint) CHECK(page->mode == Mode::photo);
        }
    }
}

TEST_CASE("what cleaning would lose is a photo, and is said to be faint, in the preview too") {
    const media::Bytes file = testing::jpeg_of(noisy(shaken(testing::drawn_page(), 60), 3));
    const auto page = render_page(file, whole_picture(Mode::bw), {.target = Target::jpeg});
    REQUIRE(page.has_value());
    CHECK(page->faint);
    CHECK(page->mode == Mode::photo);
    CHECK(page->channels == 3);
    const auto shown = preview(file, whole_picture(Mode::bw), 1200);
    REQUIRE(shown.has_value());
    CHECK(shown->faint);
    CHECK(shown->mode == Mode::photo);
    CHECK_FALSE(render_page(file, whole_picture(Mode::photo), {})->faint);
}

TEST_CASE("blank paper is a clean white page, whatever light falls on it") {
    const struct {
        const char* name;
        cv::Mat picture;
    } pages[]{{"paper", noisy(blank(), 3)},
              {"noisy", noisy(blank(), 8)},
              {"shadow", noisy(testing::in_bad_light(blank()), 3)},
              {"dark", noisy(cv::Mat{blank() * 0.12}, 3)}};
    for (const auto& [name, picture] : pages) {
        const media::Bytes file = testing::jpeg_of(picture);
        for (const Mode mode : {Mode::automatic, Mode::color, Mode::gray, Mode::bw}) {
            CAPTURE(name);
            CAPTURE(name_of(mode));
            const auto page = render_page(file, whole_picture(mode), {.target = Target::jpeg});
            REQUIRE(page.has_value());
            CHECK_FALSE(page->faint);
            CHECK(testing::share_above(grey_of(page->bytes), 235) > 0.999);
        }
    }
}

TEST_CASE("print that is there is not faint") {
    for (const cv::Mat& picture : {testing::drawn_page(), testing::in_bad_light(testing::drawn_page())}) {
        const media::Bytes file = testing::jpeg_of(noisy(picture, 3));
        for (const Mode mode : {Mode::automatic, Mode::color, Mode::gray, Mode::bw}) {
            CAPTURE(name_of(mode));
            const auto page = render_page(file, whole_picture(mode), {});
            CHECK_FALSE(page->faint);
            CHECK(page->mode != Mode::photo);
        }
    }
}

TEST_CASE("the person is warned of it at upload") {
    const Quality pencil = measure_quality(noisy(written_in(205), 3), std::nullopt, std::nullopt);
    CHECK(pencil.verdict == Verdict::warn);
    CHECK(pencil.flaw == Flaw::faint);
    CHECK(name_of(pencil.flaw) == "faint");
    CHECK(measure_quality(noisy(blank(), 3), std::nullopt, std::nullopt).flaw == Flaw::none);
    CHECK(measure_quality(noisy(testing::in_bad_light(blank()), 3), std::nullopt, std::nullopt).flaw == Flaw::none);
}

TEST_CASE("texture is what stands out from paper") {
    cv::Mat1f lit(600, 400);
    for (int y = 0; y < lit.rows; ++y) {
        for (int x = 0; x < lit.cols; ++x) lit(y, x) = 200.0F - 0.3F * static_cast<float>(x);
    }
    CHECK(textured_share(lit, 60) == 0);
    cv::Mat1f lined = lit.clone();
    for (int y = 100; y < 300; y += 12) lined(cv::Rect{80, y, 240, 4}) *= 0.93F;
    CHECK(textured_share(lined, 60) > 0.15);
    CHECK(loses_ink(lined, cv::Mat1f(lit.size(), 255.0F), 60));
    CHECK_FALSE(loses_ink(lined, lined, 60));
    CHECK_FALSE(loses_ink(lit, cv::Mat1f(lit.size(), 255.0F), 60));
    CHECK_FALSE(loses_ink(cv::Mat1f(3, 2, 0.0F), cv::Mat1f(3, 2, 255.0F), 12));
}

}  // namespace
}  // namespace baton::scan
