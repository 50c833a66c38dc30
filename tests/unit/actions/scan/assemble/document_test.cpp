#include "actions/scan/assemble/document.hpp"

#include "actions/scan/assemble/placement.hpp"
#include "actions/scan/pages/strips.hpp"

#include <baton/media/fax.hpp>
#include <baton/media/jpeg.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace baton::scan {
namespace {

bool contains(media::BytesView file, std::string_view text) {
    return !std::ranges::search(file, std::as_bytes(std::span{text})).empty();
}

RenderedPage a4(double dpi) {
    RenderedPage page;
    page.size = {static_cast<std::uint32_t>(8.2677 * dpi), static_cast<std::uint32_t>(11.6929 * dpi)};
    page.dpi = dpi;
    page.dpi_known = true;
    return page;
}

RenderedPage fax_page() {
    media::Image image{{200, 283}, 1};
    for (std::uint32_t y = 0; y < 283; ++y) {
        std::fill_n(image.row(y), 200, y % 20 < 3 ? std::uint8_t{0} : std::uint8_t{255});
    }
    RenderedPage page;
    page.mode = Mode::bw;
    page.coding = Coding::g4;
    page.size = image.size();
    page.dpi = 24;
    page.dpi_known = true;
    page.bytes = media::encode_g4(image).value();
    return page;
}

TEST_CASE("a page lies on a sheet of its own size") {
    const auto at = place(a4(300), media::Paper::fit);
    CHECK(at.page_width == doctest::Approx(595.276).epsilon(0.001));
    CHECK(at.page_height == doctest::Approx(841.89).epsilon(0.001));
    RenderedPage unknown = a4(300);
    unknown.dpi_known = false;
    unknown.size = {2000, 3000};
    CHECK(place(unknown, media::Paper::fit).page_height == doctest::Approx(841.89));
}

RenderedPage unknown_page(std::uint32_t width, std::uint32_t height) {
    RenderedPage page;
    page.size = {width, height};
    return page;
}

TEST_CASE("a long page is as long as 150 dpi make it, no wider than A4 and no longer than readers open") {
    const auto screen = place(unknown_page(1080, 14'000), media::Paper::fit);
    CHECK(screen.page_width == doctest::Approx(518.4));
    CHECK(screen.page_height == doctest::Approx(6720));
    CHECK(place(unknown_page(4000, 40'000), media::Paper::fit).page_width == doctest::Approx(595.276));
    CHECK(place(unknown_page(1000, 60'000), media::Paper::fit).page_height == doctest::Approx(14'400));
    CHECK(place(unknown_page(300, 600), media::Paper::fit).page_height == doctest::Approx(841.89));
    const auto lying = place(unknown_page(14'000, 1080), media::Paper::fit);
    CHECK(lying.page_width == doctest::Approx(6720));
    CHECK(place(unknown_page(1000, 1640), media::Paper::fit).page_height == doctest::Approx(841.89));
    // Paper that was asked for stays that paper.
    CHECK(place(unknown_page(1080, 14'000), media::Paper::a4).height == doctest::Approx(841.89));
    CHECK(place(unknown_page(1080, 14'000), media::Paper::letter).page_height == doctest::Approx(792));
}

TEST_CASE("a strip is as wide as A4 and begins at its top edge") {
    RenderedPage strip = unknown_page(1080, 1000);
    strip.strip = true;
    const auto at = place(strip, media::Paper::fit);
    CHECK(at.page_width == doctest::Approx(595.276));
    CHECK(at.page_height == doctest::Approx(841.89));
    CHECK(at.width == doctest::Approx(595.276));
    CHECK(at.y + at.height == doctest::Approx(841.89));
    // A narrow one is not blown up beyond the sheet.
    strip.size = {200, 1000};
    const auto narrow = place(strip, media::Paper::fit);
    CHECK(narrow.height == doctest::Approx(841.89));
    CHECK(narrow.x * 2 + narrow.width == doctest::Approx(595.276));
}

TEST_CASE("all strips of a page have one scale, however high they are") {
    for (const std::uint32_t width : {200U, 500U, 650U, 707U, 1080U}) {
        CAPTURE(width);
        RenderedPage strip = unknown_page(width, static_cast<std::uint32_t>(sheet_rows(static_cast<int>(width))));
        strip.strip = true;
        const auto highest = place(strip, media::Paper::fit);
        CHECK(highest.height <= doctest::Approx(841.89));
        CHECK(highest.width <= doctest::Approx(595.276));
        strip.size.height /= 2;
        const auto half = place(strip, media::Paper::fit);
        CHECK(half.width == doctest::Approx(highest.width));
        CHECK(half.x == doctest::Approx(highest.x));
    }
}

TEST_CASE("a page is not read where no word of it could be two points high") {
    CHECK(takes_text(unknown_page(1080, 14'000), media::Paper::a4));
    CHECK(takes_text(unknown_page(1000, 60'000), media::Paper::fit));
    CHECK_FALSE(takes_text(unknown_page(1000, 60'000), media::Paper::a4));
    CHECK_FALSE(takes_text(unknown_page(40, 60'000), media::Paper::fit));
    CHECK(takes_text(unknown_page(60'000, 1000), media::Paper::a4));
    // A small one that is known to be small is read.
    RenderedPage card = a4(600);
    card.size = {1275, 2022};
    CHECK(takes_text(card, media::Paper::a4));
}

TEST_CASE("paper turns with the page, which fills it, is fitted in or keeps its size") {
    const auto filled = place(a4(200), media::Paper::a4);
    CHECK(filled.width == filled.page_width);
    CHECK(filled.x == 0);
    RenderedPage lying = a4(200);
    std::swap(lying.size.width, lying.size.height);
    CHECK(place(lying, media::Paper::letter).page_width == doctest::Approx(792));
    const auto fitted = place(a4(200), media::Paper::letter);
    CHECK(fitted.height == doctest::Approx(792));
    CHECK(fitted.x > 10);
    RenderedPage card = a4(300);
    card.size = {1011, 638};
    CHECK(place(card, media::Paper::a4).width == doctest::Approx(242.6).epsilon(0.01));
}

TEST_CASE("a document carries its pages as they are coded, always in the same bytes") {
    const std::array pages{fax_page(), fax_page()};
    const auto pdf = assemble_pdf(pages, {});
    REQUIRE(pdf.has_value());
    CHECK(contains(*pdf, "/CCITTFaxDecode"));
    CHECK(contains(*pdf, "/K -1"));
    CHECK(contains(*pdf, "/BitsPerComponent 1"));
    CHECK(contains(*pdf, "/Count 2"));
    CHECK_FALSE(std::ranges::search(*pdf, pages[0].bytes).empty());
    CHECK(*pdf == *assemble_pdf(pages, {}));
    CHECK_FALSE(contains(*pdf, "/OutputIntent"));
}

TEST_CASE("PDF/A says what it is") {
    const std::array pages{fax_page()};
    const auto pdf = assemble_pdf(pages, {.pdfa = true});
    CHECK(contains(*pdf, "%PDF-1.7"));
    CHECK(contains(*pdf, "/GTS_PDFA1"));
    CHECK(contains(*pdf, "<pdfaid:part>2</pdfaid:part>"));
    CHECK(contains(*pdf, "/DestOutputProfile"));
}

TEST_CASE("a page of words carries a font that is embedded") {
    RenderedPage page = fax_page();
    page.words = {{"Größe", 10, 50, 90, 52, 12}};
    const auto pdf = assemble_pdf({&page, 1}, {});
    CHECK(contains(*pdf, "/FontFile2"));
    CHECK(contains(*pdf, "/ToUnicode"));
    CHECK(contains(*pdf, "/Identity-H"));
}

TEST_CASE("a page that was made for an image file is no page of a PDF") {
    RenderedPage page = fax_page();
    page.coding = Coding::png;
    CHECK(assemble_pdf({&page, 1}, {}).error().code == errc::processing_failed);
    CHECK(image_file(page, "page").filename == "page.png");
    page.coding = Coding::jpeg;
    CHECK(image_file(page, "page").content_type == "image/jpeg");
}

}  // namespace
}  // namespace baton::scan
