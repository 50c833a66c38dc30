#include "actions/scan/detect/score.hpp"

#include "rendering.hpp"

#include <doctest/doctest.h>

namespace baton::scan::detection {
namespace {

const Quad page = testing::turned_rectangle({240, 320}, 240, 340, 4);

Channels channels_of_page() {
    cv::Mat picture = testing::ground({480, 640}, {90, 80, 70});
    testing::draw_sheet(picture, page, {235, 235, 230});
    testing::draw_print(picture, page);
    return make_channels(picture);
}

/// Between two opposite sides of the page, `from` and `to` of the way down.
Quad part_of_page(double from, double to) {
    const auto& c = page.corners;
    return {{c[0] + (c[3] - c[0]) * from, c[1] + (c[2] - c[1]) * from, c[1] + (c[2] - c[1]) * to,
             c[0] + (c[3] - c[0]) * to}};
}

TEST_CASE("a page has steps all around that end at its corners") {
    const Evidence evidence = weigh(channels_of_page(), page);
    CHECK(evidence.coverage > 0.95);
    CHECK(evidence.contrast > 0.8);
    CHECK(evidence.ends > 0.95);
    CHECK(evidence.paper == 1);
    for (const Side& side : evidence.sides) CHECK(side.step[0] > 0);
}

TEST_CASE("a part of the page counts less, as its sides go on") {
    const Channels channels = channels_of_page();
    const Evidence part = weigh(channels, part_of_page(0, 0.5));
    CHECK(part.ends < 0.8);
    CHECK(part.score() < 0.7 * weigh(channels, page).score());
}

TEST_CASE("a quad beside the page counts next to nothing") {
    const Quad beside = testing::turned_rectangle({190, 270}, 240, 340, 4);
    CHECK(weigh(channels_of_page(), beside).score() < 0.05);
}

TEST_CASE("a quad partly outside of the picture is weighed by what is inside") {
    const Quad outside = testing::turned_rectangle({-50, 320}, 240, 340, 4);
    const double score = weigh(channels_of_page(), outside).score();
    CHECK(score >= 0);
    CHECK(score < 0.05);
}

}  // namespace
}  // namespace baton::scan::detection
