#include "actions/signature/svg/clip.hpp"

#include "actions/signature/output/bounds.hpp"

#include <doctest/doctest.h>

namespace baton::signature::svg {
namespace {

Contour square(double from, double to) {
    Contour contour{{from, from}, {}};
    contour.line_to({to, from});
    contour.line_to({to, to});
    contour.line_to({from, to});
    return contour;
}

Box seen(const Clip& clip, const Contour& contour) {
    Budget budget{1000};
    const Contour cut = clip.cut(contour, 0.01, budget);
    return cut.pieces.empty() ? Box{} : ink_box({{Shape{{cut}, {}}}});
}

TEST_CASE("what lies within stays as it is, what lies outside goes, the rest is cut") {
    Clip clip;
    clip.narrow({0, 0, 100, 50}, {});
    CHECK(seen(clip, square(10, 20)).right == doctest::Approx(20));
    CHECK(seen(clip, square(110, 120)).width() == doctest::Approx(0));
    const Box cut = seen(clip, square(-10, 70));
    CHECK(cut.left == doctest::Approx(0));
    CHECK(cut.right == doctest::Approx(70));
    CHECK(cut.bottom == doctest::Approx(50));
    Contour curve{{-20, 10}, {}};
    curve.curve_to({-20, 40}, {40, 40}, {40, 10});
    CHECK(seen(clip, curve).left == doctest::Approx(0));
}

TEST_CASE("each rectangle narrows, turned and mirrored ones too") {
    Clip clip;
    clip.narrow({0, 0, 100, 100}, {-1, 0, 0, 1, 100, 0});
    clip.narrow({0, 0, 10, 10}, {2, 0, 0, 2, 30, 30});
    const Box box = seen(clip, square(-500, 500));
    CHECK(box.left == doctest::Approx(30));
    CHECK(box.bottom == doctest::Approx(50));
    CHECK(seen({}, square(-500, 500)).width() == doctest::Approx(1000));
}

}  // namespace
}  // namespace baton::signature::svg
