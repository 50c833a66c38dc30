#include "actions/signature/svg/read_svg.hpp"

#include "actions/signature/output/bounds.hpp"
#include "tests/unit/actions/signature/ink/coverage.hpp"

#include <doctest/doctest.h>

#include <string>

namespace baton::signature {
namespace {

media::BytesView bytes(std::string_view text) {
    return std::as_bytes(std::span{text});
}

result<Drawing> read(std::string_view file) {
    return read_svg(bytes(file));
}

Drawing drawing(const std::string& content, const std::string& attributes = R"(viewBox="0 0 100 100")") {
    const auto made = read(R"(<svg xmlns="http://www.w3.org/2000/svg" )" + attributes + ">" + content + "</svg>");
    REQUIRE_MESSAGE(made.has_value(), content);
    return *made;
}

void check_box(const Drawing& drawing, const Box& expected) {
    const Box box = ink_box(drawing);
    CHECK(box.left == doctest::Approx(expected.left).epsilon(0.01));
    CHECK(box.top == doctest::Approx(expected.top).epsilon(0.01));
    CHECK(box.right == doctest::Approx(expected.right).epsilon(0.01));
    CHECK(box.bottom == doctest::Approx(expected.bottom).epsilon(0.01));
}

TEST_CASE("each shape") {
    check_box(drawing("<rect x='10' y='20' width='30' height='40'/>"), {10, 20, 40, 60});
    check_box(drawing("<rect x='10' y='20' width='30' height='40' rx='5'/>"), {10, 20, 40, 60});
    check_box(drawing("<rect x='10' y='20' width='30' height='40' rx='5' ry='0'/>"), {10, 20, 40, 60});
    check_box(drawing("<rect x='10' y='20' width='30' height='40' rx='99'/>"), {10, 20, 40, 60});
    check_box(drawing("<rect x='10%' y='20%' width='30%' height='40%'/>"), {10, 20, 40, 60});
    check_box(drawing("<circle cx='50' cy='50' r='10'/>"), {40, 40, 60, 60});
    check_box(drawing("<ellipse cx='50' cy='50' rx='10' ry='20'/>"), {40, 30, 60, 70});
    check_box(drawing("<line x1='10' y1='10' x2='20' y2='10' stroke='#000' stroke-width='4'/>"), {10, 8, 20, 12});
    check_box(drawing("<polyline points='10 10 20 20 30 10'/>"), {10, 10, 30, 20});
    check_box(drawing("<polygon points='10 10 20 20 30 10'/>"), {10, 10, 30, 20});
    check_box(drawing("<path d='M10 10H20V30H10Z'/>"), {10, 10, 20, 30});
    CHECK(drawing("<rect width='-1' height='5'/><circle r='0'/><circle r='x'/><path/><path d='M1 1'/>").shapes.empty());
}

// How signature_pad 4 writes: a path with a width of its own for every curve, a circle for a dot, and the paper.
TEST_CASE("signature_pad") {
    const Drawing signature = drawing(
        R"x(<rect width="100%" height="100%" fill="rgb(255,255,255)"/>)x"
        R"(<path d="M 10.000,50.000 C 20.000,40.000 30.000,60.000 40.000,50.000" stroke-width="4.500" stroke="#14285a" fill="none" stroke-linecap="round"/>)"
        R"(<path d="M 40.000,50.000 C 50.000,40.000 60.000,60.000 70.000,50.000" stroke-width="3.200" stroke="#14285a" fill="none" stroke-linecap="round"/>)"
        R"(<circle r="1.5" cx="80" cy="50" fill="#14285a"/>)"
        R"(<path d="M NaN,NaN C NaN,NaN NaN,NaN NaN,NaN" stroke-width="2" stroke="black" fill="none"/>)",
        R"(xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 300 150" width="300" height="150")");
    REQUIRE(signature.shapes.size() == 1);
    CHECK(signature.shapes[0].colour == Colour{0x14, 0x28, 0x5a});
    CHECK(signature.shapes[0].contours.size() == 3);
    const Box box = ink_box(signature);
    CHECK(box.left == doctest::Approx(8).epsilon(0.05));
    CHECK(box.right == doctest::Approx(81.5));
    CHECK(box.height() < 12);
}

TEST_CASE("paper is the first thing painted and as large as the picture") {
    const std::string dot = "<circle cx='50' cy='50' r='10'/>";
    check_box(drawing("<rect width='100' height='100' fill='#eee'/>" + dot), {40, 40, 60, 60});
    check_box(drawing("<path d='M0 0H100V100H0Z' fill='#fff'/>" + dot), {40, 40, 60, 60});
    check_box(drawing("<g transform='scale(2)'><rect x='-5' y='-5' width='60' height='60'/></g>" + dot),
              {40, 40, 60, 60});
    check_box(drawing("<rect width='100%' height='100%'/>" + dot, "width='200' height='100'"), {40, 40, 60, 60});
    check_box(drawing("<rect width='100%' height='100%'/>" + dot, ""), {40, 40, 60, 60});
    CHECK(drawing("<rect width='100' height='100' stroke='red'/>").shapes.empty());
    check_box(drawing(dot + "<rect width='100' height='100'/>"), {0, 0, 100, 100});
    check_box(drawing("<rect width='100' height='90'/>"), {0, 0, 100, 90});
    check_box(drawing("<path d='M0 0H100V100Z'/>"), {0, 0, 100, 100});
}

TEST_CASE("groups, transforms and pictures within the picture") {
    check_box(drawing("<g transform='translate(10 20)'><g transform='scale(2)'><rect width='5' height='5'/></g></g>"),
              {10, 20, 20, 30});
    check_box(drawing("<a href='javascript:alert(1)'><rect x='1' y='1' width='5' height='5'/></a>"), {1, 1, 6, 6});
    check_box(
        drawing("<svg x='10' y='10' width='20' height='20' viewBox='0 0 10 10'><rect width='5' height='5'/></svg>"),
        {10, 10, 20, 20});
    check_box(drawing("<svg viewBox='0 0 10 10'><svg><svg><rect width='100%' height='5'/></svg></svg></svg>"),
              {0, 0, 100, 50});
    // The view box is drawn at the size that the picture has.
    check_box(drawing("<rect width='50' height='50'/>", "viewBox='0 0 100 100' width='300' height='200'"),
              {50, 0, 150, 100});
    check_box(drawing("<rect width='50' height='50'/>", "viewBox='0 0 100 100' width='100%' height='100%'"),
              {0, 0, 50, 50});
    check_box(drawing("<line x1='10' y1='10' x2='10' y2='30' stroke='red' stroke-width='2' transform='scale(3 1)'/>"),
              {27, 10, 33, 30});
}

TEST_CASE("only what is painted counts") {
    for (const char* hidden : {"<defs><rect width='9' height='9'/></defs>",
                               "<symbol id='a'><rect width='9' height='9'/></symbol>",
                               "<clipPath><rect width='9' height='9'/></clipPath>",
                               "<mask><rect width='9' height='9'/></mask>",
                               "<pattern><rect width='9' height='9'/></pattern>",
                               "<marker><rect width='9' height='9'/></marker>",
                               "<use href='#a'/>",
                               "<script>alert(1)</script>",
                               "<style>*{cursor:url(http://x.test)}</style>",
                               "<text> </text>",
                               "<rect width='9' height='9' fill='none'/>",
                               "<g opacity='0'><rect width='9' height='9'/></g>",
                               "<g display='none'><rect width='9' height='9' display='inline'/></g>",
                               "<rect width='9' height='9' style='visibility:hidden'/>",
                               "<x:rect width='9' height='9' xmlns:x='urn:x'/>",
                               "<RECT width='9' height='9'/>",
                               "<!-- <rect width='9' height='9'/> -->",
                               "<?x <rect width='9'/>?>",
                               "<![CDATA[<rect width='9' height='9'/>]]>",
                               "<rect width='9' height='9' transform='scale(0)'/>"}) {
        CAPTURE(hidden);
        const Drawing made = drawing(hidden);
        CHECK((made.shapes.empty() || ink_box(made).width() == 0));
    }
}

TEST_CASE("prefixes") {
    const auto made = read(
        "<s:svg xmlns:s='http://www.w3.org/2000/svg'><s:rect width='9' height='9'/><rect x='50' "
        "width='9' height='9'/></s:svg>");
    check_box(*made, {0, 0, 9, 9});
}

TEST_CASE("colours and fill rules") {
    const Drawing made = drawing(
        "<g color='lime'><rect width='9' height='9' fill='currentColor'/></g>"
        "<path d='M0 0H30V30H0ZM10 10H20V20H10Z' style='fill-rule:evenodd;fill:red'/>");
    REQUIRE(made.shapes.size() == 2);
    CHECK(made.shapes[0].colour == Colour{0, 255, 0});
    CHECK(made.shapes[0].rule == FillRule::nonzero);
    CHECK(made.shapes[1].colour == Colour{255, 0, 0});
    CHECK(made.shapes[1].rule == FillRule::evenodd);
    const auto file = bytes("<svg color='inherit'><rect width='9' height='9' fill='currentColor'/></svg>");
    CHECK(read_svg(file, {.current_colour = {1, 2, 3}})->shapes.at(0).colour == Colour{1, 2, 3});
}

TEST_CASE("neighbours become one shape only where none of them turns the other way") {
    CHECK(drawing("<circle r='9'/><circle r='8'/><circle r='7' transform='scale(-1 1)'/>").shapes.size() == 1);
    CHECK(drawing("<circle r='9'/><circle r='8' fill='red'/>").shapes.size() == 2);
    CHECK(drawing("<circle r='9'/><path d='M0 0V9H9V0Z'/><circle r='8'/>").shapes.size() == 3);
    const Drawing mirrored = drawing(
        "<g transform='scale(-1 1)'><line x1='-90' y1='50' x2='-10' y2='50' stroke='red' "
        "stroke-width='10'/></g><circle cx='50' cy='50' r='20' fill='red'/>");
    REQUIRE(mirrored.shapes.size() == 1);
    for (int winding : testing::windings(mirrored.shapes[0].contours, {0.5, 0.5, 1, 100, 100})) CHECK(winding >= 0);
}

TEST_CASE("what is no SVG is refused") {
    for (const char* file : {
             "",
             "   ",
             "no",
             "<svg",
             "<svg>",
             "<svg></g></svg>",
             "<html><svg/></html>",
             "<svg/><svg/>",
             "<x:svg:svg/>",
             "<!DOCTYPE svg [<!ENTITY a \"b\">]><svg>&a;</svg>",
             "<!DOCTYPE svg [ ]><svg/>",
             "<!DOCTYPE svg SYSTEM \"file:///etc/passwd\" [<!ENTITY % a SYSTEM \"x\">%a;]><svg/>",
             "<svg attribute=></svg>",
             "<svg><path d=\"M0 0></svg>",
             "\x1f\x8b\x08",
         }) {
        CAPTURE(file);
        const auto made = read(file);
        REQUIRE_FALSE(made.has_value());
        CHECK(made.error().code == errc::unsupported_media);
    }
}

TEST_CASE("declarations, comments and old document types do no harm") {
    for (const char* start : {
             "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>",
             "\xEF\xBB\xBF",
             "<!-- made by hand -->",
             "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">",
         }) {
        CAPTURE(start);
        const auto made = read(std::string{start} + "<svg><rect width='9' height='9'/></svg>");
        REQUIRE(made.has_value());
        check_box(*made, {0, 0, 9, 9});
    }
    std::string wide{"\xFF\xFE", 2};
    for (char each : std::string_view{"<svg><rect width='9' height='9'/></svg>"}) {
        wide += each;
        wide += '\0';
    }
    check_box(*read(wide), {0, 0, 9, 9});
}

std::string repeated(std::string_view text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
}

errc refusal(const std::string& content) {
    const auto made = read("<svg>" + content + "</svg>");
    REQUIRE_FALSE(made.has_value());
    return made.error().code;
}

TEST_CASE("each limit") {
    CHECK(read("<svg>" + repeated("<g>", 64) + repeated("</g>", 64) + "</svg>").has_value());
    CHECK(refusal(repeated("<g>", 65) + repeated("</g>", 65)) == errc::unsupported_media);
    CHECK(refusal(repeated("<g>", 200'000) + repeated("</g>", 200'000)) == errc::unsupported_media);
    CHECK(read("<svg>" + repeated("<g/>", 19'999) + "</svg>").has_value());
    CHECK(refusal(repeated("<g/>", 20'000)) == errc::unsupported_media);
    CHECK(refusal(std::string(2 << 20, ' ')) == errc::too_large);
    CHECK(read("<svg><path d='M0 0" + repeated("h1", 199'990) + "'/></svg>").has_value());
    CHECK(refusal("<path d='M0 0" + repeated("h1", 200'001) + "'/>") == errc::too_large);
    CHECK(refusal("<path stroke='red' stroke-width='1e5' stroke-linejoin='round' d='M0 0" +
                  repeated("Q9 9 0 1", 100'000) + "'/>") == errc::too_large);
    // What lies between elements is passed over, and `use` repeats that.
    const std::string uses = repeated("<use href='#a'/>", 300);
    for (const char* idle : {"<?a?>", "<![CDATA[a]]>"}) {
        CHECK(refusal("<defs><g id='a'>" + repeated(idle, 1000) + "</g></defs>" + uses) == errc::too_large);
        CHECK(refusal("<defs><switch id='a'>" + repeated(idle, 1000) + "</switch></defs>" + uses) == errc::too_large);
    }
    CHECK(refusal("<defs><text id='a'>" + repeated("<?a?>", 1000) + "</text></defs>" + uses) == errc::too_large);
    CHECK(read("<svg>" + repeated("<?a?>", 50'000) + "</svg>").has_value());
    CHECK(refusal("<g class='" + std::string(1025, 'a') + "'/>") == errc::unsupported_media);
    CHECK(refusal("<g id='" + std::string(1025, 'a') + "'/>") == errc::unsupported_media);
    std::string attributes;
    for (int i = 0; i < 257; ++i) attributes += " a" + std::to_string(i) + "=''";
    CHECK(refusal("<g" + attributes + "/>") == errc::unsupported_media);
    CHECK(refusal("<g transform='scale(1e7)'><circle r='9'/></g>") == errc::unsupported_media);
    CHECK(refusal("<path d='M0 0" + repeated("h9e6", 9) + "v9'/>") == errc::unsupported_media);
}

}  // namespace
}  // namespace baton::signature
