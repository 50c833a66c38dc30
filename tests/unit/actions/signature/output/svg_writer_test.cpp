#include "actions/signature/output/svg_writer.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <string>

namespace baton::signature {
namespace {

Drawing drop() {
    Contour contour{{10, 10}, {}};
    contour.line_to({20, 10.5});
    contour.line_to({20, 20});
    contour.curve_to({15.25, 25}, {12, 25}, {10, 20});
    return {{Shape{{contour}, {0x14, 0x28, 0x5a}}}};
}

TEST_CASE("a drawing is an svg element with a path for each shape, and nothing else") {
    CHECK(write_svg(drop(), {{5, 5}, 1, 20, 25}) ==
          "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"20\" height=\"25\" viewBox=\"0 0 20 25\">\n"
          "<path fill=\"#14285a\" d=\"M5 5l10 0.5 0 9.5c-4.75 5-8 5-10 0z\"/>\n"
          "</svg>\n");
}

TEST_CASE("a shape says if it is filled by the even-odd rule") {
    Drawing drawing = drop();
    drawing.shapes[0].rule = FillRule::evenodd;
    CHECK(write_svg(drawing, {{5, 5}, 1, 20, 25}).find("<path fill=\"#14285a\" fill-rule=\"evenodd\" d=\"M") !=
          std::string::npos);
}

TEST_CASE("rounding does not add up along a path") {
    Contour contour{{0, 0}, {}};
    for (int i = 1; i <= 1000; ++i) contour.line_to({i / 300.0, 1});
    const std::string svg = write_svg({{Shape{{contour}, {}}}}, {{0, 0}, 1, 10, 10});
    double x = 0;
    const char* at = svg.c_str() + svg.find('l', svg.find(" d=")) + 1;
    char* next = nullptr;
    for (double step = std::strtod(at, &next); next != at; step = std::strtod(at, &next)) {
        x += step;
        std::strtod(next, &next);
        at = next;
    }
    CHECK(x == doctest::Approx(1000 / 300.0).epsilon(0.002));
}

}  // namespace
}  // namespace baton::signature
