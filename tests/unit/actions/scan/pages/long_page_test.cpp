#include "actions/scan/assemble/document.hpp"
#include "actions/scan/assemble/ocr.hpp"
#include "actions/scan/pages/render.hpp"
#include "actions/scan/pages/strips.hpp"
#include "actions/scan/pages/text.hpp"
#include "drawn_page.hpp"

#include <baton/media/picture.hpp>

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <numeric>

namespace baton::scan {
namespace {

constexpr int lines = 60;

const media::Bytes& roll() {
    static const media::Bytes file = testing::jpeg_of(testing::drawn_roll(lines));
    return file;
}

PageParameters whole_picture(Mode mode) {
    return {std::nullopt, mode, 0};
}

TEST_CASE("a long page keeps its pixels, in every mode and for every target") {
    for (const Mode mode : {Mode::automatic, Mode::color, Mode::gray, Mode::bw, Mode::photo}) {
        CAPTURE(name_of(mode));
        for (const Target target : {Target::pdf, Target::jpeg}) {
            const auto page = render_page(roll(), whole_picture(mode), {.target = target});
            REQUIRE(page.has_value());
            CHECK(page->size == media::Size{1080, 80 * lines});
            CHECK_FALSE(page->dpi_known);
        }
    }
    const auto lying = render_page(roll(), {std::nullopt, Mode::gray, 90}, {});
    CHECK(lying->size == media::Size{80 * lines, 1080});
}

TEST_CASE("a very large one keeps thirty megapixels, and OpenCV's longest side is no limit") {
    const auto large = testing::jpeg_of(cv::Mat(20'000, 2500, CV_8UC1, cv::Scalar::all(240)));
    const auto page = render_page(large, whole_picture(Mode::gray), {});
    REQUIRE(page.has_value());
    CHECK(page->size.pixels() == doctest::Approx(30e6).epsilon(0.001));
    const auto thin = testing::jpeg_of(cv::Mat(60'000, 40, CV_8UC1, cv::Scalar::all(240)));
    const auto thread = render_page(thin, whole_picture(Mode::photo), {});
    REQUIRE(thread.has_value());
    CHECK(thread->size.height >= 60'000);
}

TEST_CASE("a long page is cut between its lines") {
    const auto strips = render_pages(roll(), whole_picture(Mode::gray), {.cut_long = true});
    REQUIRE(strips.has_value());
    REQUIRE(strips->size() > 2);
    std::uint32_t rows = 0;
    for (const RenderedPage& strip : *strips) {
        CHECK(strip.strip);
        CHECK(strip.size.width == 1080);
        CHECK(strip.size.height <= static_cast<std::uint32_t>(sheet_rows(1080)));
        rows += strip.size.height;
        const auto picture = media::decode(strip.bytes);
        REQUIRE(picture.has_value());
        for (const std::uint32_t edge : {0U, strip.size.height - 1}) {
            const auto* row = picture->image.row(edge);
            CHECK(*std::min_element(row, row + 1080) > 230);
        }
    }
    CHECK(rows == 80 * lines);
    CHECK(assemble_pdf(*strips, {.pdfa = true}).has_value());
}

TEST_CASE("only an upright page that is longer than Legal is cut") {
    const RenderOptions cut{.cut_long = true};
    CHECK(render_pages(roll(), {std::nullopt, Mode::gray, 90}, cut)->size() == 1);
    const auto short_page = testing::jpeg_of(testing::drawn_roll(22));
    const auto pages = render_pages(short_page, whole_picture(Mode::gray), cut);
    REQUIRE(pages->size() == 1);
    CHECK_FALSE(pages->front().strip);
    CHECK(render_pages(roll(), whole_picture(Mode::gray), {})->size() == 1);
}

TEST_CASE("the words of a long page stand where they are, whole and cut") {
    const Ocr ocr;
    if (!ocr.check("eng").has_value()) {
        MESSAGE("skipped: this build has no OCR, or English is not installed");
        return;
    }
    const RenderOptions whole{.ocr = &ocr, .languages = "eng"};
    const auto page = render_page(roll(), whole_picture(Mode::gray), whole);
    REQUIRE(page.has_value());
    const auto ladders = [](const RenderedPage& of) { return std::ranges::count(of.words, "ladder", &Word::text); };
    CHECK(ladders(*page) >= lines - 2);
    for (const Word& word : page->words) {
        if (word.text != "ladder") continue;
        const double line = (static_cast<double>(word.baseline) - 52) / 80;
        CHECK(std::abs(line - std::round(line)) < 0.1);
    }
    RenderOptions cut = whole;
    cut.cut_long = true;
    const auto strips = render_pages(roll(), whole_picture(Mode::gray), cut);
    REQUIRE(strips.has_value());
    std::ptrdiff_t found = 0;
    for (const RenderedPage& strip : *strips) {
        found += ladders(strip);
        for (const Word& word : strip.words) CHECK(word.baseline < static_cast<float>(strip.size.height));
    }
    CHECK(found >= lines - 2);
}

TEST_CASE("a page that is wider than Tesseract takes is read all the same") {
    const Ocr ocr;
    if (!ocr.check("eng").has_value()) return;
    cv::Mat1b wide(300, 40'000, std::uint8_t{255});
    cv::putText(wide, "kettle", {38'000, 200}, cv::FONT_HERSHEY_SIMPLEX, 4, cv::Scalar::all(0), 10, cv::LINE_AA);
    const auto words = read_words(ocr, wide, 300, "eng");
    REQUIRE(words.has_value());
    for (const Word& word : *words) CHECK(word.left > 30'000);
}

}  // namespace
}  // namespace baton::scan
