#include "photos.hpp"

#include <baton/media/pdf_drawing.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

namespace baton::media {
namespace {

using testing::contains;

PdfDrawing triangle_and_curve() {
    PdfDrawing drawing{200, 100};
    drawing.move_to({0, 0});
    drawing.line_to({10, 0});
    drawing.line_to({0, 10.5});
    drawing.close();
    drawing.fill(255, 0, 51);
    drawing.move_to({50, 50});
    drawing.curve_to({{{60, 40}, {70, 40}, {80.1234, 50}}});
    drawing.close();
    drawing.fill(0, 0, 0);
    return drawing;
}

TEST_CASE("the content has colours and paths, upside down as PDF wants it") {
    const PdfDrawing drawing = triangle_and_curve();
    const BytesView content = drawing.content();
    const std::string_view text{reinterpret_cast<const char*>(content.data()), content.size()};
    CHECK(text ==
          "1 0 0.2 rg\n0 100 m\n10 100 l\n0 89.5 l\nh\nf\n"
          "0 0 0 rg\n50 50 m\n60 60 70 60 80.123 50 c\nh\nf\n");
}

TEST_CASE("a path may be filled by the even-odd rule") {
    PdfDrawing drawing{10, 10};
    drawing.move_to({0, 0});
    drawing.line_to({1, 0});
    drawing.close();
    drawing.fill(0, 0, 0, PdfDrawing::FillRule::evenodd);
    const BytesView content = drawing.content();
    const std::string_view text{reinterpret_cast<const char*>(content.data()), content.size()};
    CHECK(text.ends_with("h\nf*\n"));
}

TEST_CASE("a page of paths has its size and neither pictures, fonts nor dates") {
    const auto pdf = write_pdf(triangle_and_curve());
    REQUIRE(pdf.has_value());
    CHECK(contains(*pdf, "%PDF-"));
    CHECK(contains(*pdf, "/MediaBox [ 0 0 200"));
    for (const char* absent : {"/XObject", "/Font", "/CreationDate"}) {
        CAPTURE(absent);
        CHECK_FALSE(contains(*pdf, absent));
    }
    CHECK(*write_pdf(triangle_and_curve()) == *pdf);
}

}  // namespace
}  // namespace baton::media
