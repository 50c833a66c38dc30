#include "photos.hpp"

#include <baton/media/jpeg.hpp>
#include <baton/media/pdf.hpp>
#include <baton/media/png.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <array>

namespace baton::media {
namespace {

using testing::contains;
using testing::photo;

TEST_CASE("fit gives the page the picture's shape within 842 pt and never below 150 dpi") {
    const PdfPlacement large = place_on(Paper::fit, {4000, 3000});
    CHECK(large.page_width == doctest::Approx(842));
    CHECK(large.page_height == doctest::Approx(631.5));
    CHECK(large.width == large.page_width);
    CHECK(large.height == large.page_height);
    CHECK(large.x == 0);
    const PdfPlacement small = place_on(Paper::fit, {480, 640});
    CHECK(small.page_width == doctest::Approx(230.4));
    CHECK(small.page_height == doctest::Approx(307.2));
}

TEST_CASE("paper turns with the picture and leaves a margin") {
    const PdfPlacement lying = place_on(Paper::a4, {4000, 3000});
    CHECK(lying.page_width == doctest::Approx(841.89));
    CHECK(lying.page_height == doctest::Approx(595.28));
    const PdfPlacement standing = place_on(Paper::letter, {3000, 4000});
    CHECK(standing.page_width == doctest::Approx(612));
    CHECK(standing.page_height == doctest::Approx(792));
    for (const PdfPlacement& at : {lying, standing, place_on(Paper::a4, {100, 100})}) {
        CHECK(at.x >= 35.99);
        CHECK(at.y >= 35.99);
        CHECK(at.x * 2 + at.width == doctest::Approx(at.page_width));
        CHECK(at.y * 2 + at.height == doctest::Approx(at.page_height));
    }
    // A stamp is not blown up to a poster.
    CHECK(place_on(Paper::a4, {150, 150}).width == doctest::Approx(72));
}

TEST_CASE("a JPEG goes in as it is, with its profile as the colour space") {
    const Bytes file = photo("icc.jpg");
    const auto jpeg = upright_jpeg(file, {.keep_profile = false});
    REQUIRE(jpeg->has_value());
    const std::array pages{PdfPage{PdfPage::Coding::jpeg, (*jpeg)->bytes, (*jpeg)->size, 3, (*jpeg)->icc,
                                   place_on(Paper::fit, (*jpeg)->size)}};
    const auto pdf = write_pdf(pages);
    REQUIRE(pdf.has_value());
    CHECK(contains(*pdf, "%PDF-"));
    CHECK(contains(*pdf, "/DCTDecode"));
    CHECK(contains(*pdf, "/ICCBased"));
    CHECK(contains(*pdf, "/Width 320"));
    CHECK_FALSE(contains(*pdf, "/CreationDate"));
    CHECK(std::ranges::search(*pdf, (*jpeg)->bytes).begin() != pdf->end());
    CHECK(*write_pdf(pages) == *pdf);
}

TEST_CASE("grey is device grey, and a PNG's stream goes in as it is") {
    const auto picture = decode(photo("gray.png"));
    const auto png = encode_png(picture->image, {});
    const std::array pages{
        PdfPage{PdfPage::Coding::png, *png, {320, 240}, 1, {}, place_on(Paper::fit, {320, 240})},
        PdfPage{PdfPage::Coding::png, *png, {320, 240}, 1, {}, place_on(Paper::a4, {320, 240})},
    };
    const auto pdf = write_pdf(pages);
    REQUIRE(pdf.has_value());
    CHECK(contains(*pdf, "/DeviceGray"));
    CHECK(contains(*pdf, "/Predictor 15"));
    CHECK(contains(*pdf, "/Count 2"));
}

TEST_CASE("a profile of other colours is left out") {
    const Bytes rgb = decode(photo("icc.jpg"))->icc;
    const Bytes grey = photo("gray.jpg");
    const std::array pages{PdfPage{PdfPage::Coding::jpeg, grey, {320, 240}, 1, rgb, place_on(Paper::fit, {320, 240})}};
    const auto pdf = write_pdf(pages);
    REQUIRE(pdf.has_value());
    CHECK_FALSE(contains(*pdf, "/ICCBased"));
}

}  // namespace
}  // namespace baton::media
