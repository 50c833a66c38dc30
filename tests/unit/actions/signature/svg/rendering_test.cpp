// What of a whole document is painted, where it lies and what is refused.
#include "actions/signature/output/bounds.hpp"
#include "actions/signature/svg/read_svg.hpp"

#include <doctest/doctest.h>

#include <span>
#include <string>

namespace baton::signature {
namespace {

result<Drawing> read(const std::string& content, const SvgOptions& options = {}) {
    const std::string file =
        R"(<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 100 100">)" +
        content + "</svg>";
    return read_svg(std::as_bytes(std::span{file}), options);
}

void check_box(const std::string& content, const Box& expected) {
    CAPTURE(content);
    const auto made = read(content);
    REQUIRE_MESSAGE(made.has_value(), made.error().detail);
    const Box box = ink_box(*made);
    CHECK(box.left == doctest::Approx(expected.left));
    CHECK(box.top == doctest::Approx(expected.top));
    CHECK(box.right == doctest::Approx(expected.right));
    CHECK(box.bottom == doctest::Approx(expected.bottom));
}

TEST_CASE("use shows what it names, where it says, in the style that is around it") {
    const std::string defs = "<defs><rect id='a' width='9' height='9'/><g id='b'><use href='#a' x='10'/></g></defs>";
    check_box(defs + "<use href='#a' x='5' y='6'/>", {5, 6, 14, 15});
    check_box(defs + "<use xlink:href='#b' transform='translate(1 2)'/>", {11, 2, 20, 11});
    CHECK(read(defs + "<use href='#a' fill='red'/>")->shapes.at(0).colour == Colour{255, 0, 0});
    CHECK(read(defs + "<use href='#none'/>")->shapes.empty());
    const std::string symbol = "<symbol id='s' viewBox='0 0 10 10'><rect width='5' height='5'/></symbol>";
    check_box(symbol + "<use href='#s' x='10' width='20' height='20'/>", {10, 0, 20, 10});
    CHECK(read(symbol)->shapes.empty());
}

TEST_CASE("copies of copies end") {
    CHECK(read("<g id='d'><use href='#d'/></g>").error().code == errc::unsupported_media);
    CHECK(read("<defs><g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g></defs><use href='#a'/>")
              .error()
              .code == errc::unsupported_media);
    std::string bomb = "<defs><g id='a0'><path d='M0 0'/></g>";
    for (int i = 1; i < 12; ++i) {
        const std::string use = "<use href='#a" + std::to_string(i - 1) + "'/>";
        bomb += "<g id='a" + std::to_string(i) + "'>" + use + use + use + use + use + use + use + use + "</g>";
    }
    CHECK(read(bomb + "</defs><use href='#a11'/>").error().code == errc::too_large);
}

TEST_CASE("style sheets decide what is painted") {
    const std::string path = "<path class='a' d='M10 10H90V90'/>";
    const auto made = read("<style>.a{fill:none;stroke:#1D1D1B;stroke-width:4}</style>" + path);
    REQUIRE(made.has_value());
    CHECK(made->shapes.at(0).colour == Colour{0x1d, 0x1d, 0x1b});
    check_box("<style>.a{fill:none;stroke:red;stroke-width:4}</style>" + path, {10, 8, 92, 90});
}

TEST_CASE("dashes leave gaps") {
    const auto made = read("<path stroke='red' stroke-width='2' stroke-dasharray='10 5' d='M10 50H85'/>");
    REQUIRE(made.has_value());
    CHECK(made->shapes.at(0).contours.size() == 5);
    const auto scaled = read("<path stroke='red' stroke-dasharray='1' pathLength='6' d='M10 50H70'/>");
    CHECK(scaled->shapes.at(0).contours.size() == 3);
}

TEST_CASE("ink that lets the paper through has the colour that it has there") {
    const std::string faint = "<rect x='10' y='10' width='9' height='9' fill='rgb(0 0 0 / 50%)'/>";
    CHECK(read(faint)->shapes.at(0).colour == Colour{128, 128, 128});
    CHECK(read(faint, {.background = {0, 0, 255}})->shapes.at(0).colour == Colour{0, 0, 128});
    CHECK(read("<rect width='100' height='100' fill='red'/>" + faint)->shapes.at(0).colour == Colour{128, 0, 0});
    CHECK(read("<g opacity='.05'>" + faint + "</g>")->shapes.empty());
}

TEST_CASE("nothing shows beyond the picture's edges, or those of a picture within") {
    check_box("<rect x='-10' y='20' width='50' height='10'/>", {0, 20, 40, 30});
    CHECK(read("<circle cx='-50' cy='-50' r='9'/>")->shapes.empty());
    const std::string inner = "width='20' height='20'><rect width='90' height='90'/></svg>";
    check_box("<svg x='10' y='10' " + inner, {10, 10, 30, 30});
    check_box("<svg x='5' y='5' overflow='visible' " + inner, {5, 5, 95, 95});
}

TEST_CASE("a clip path that is a plain rectangle cuts, any other is refused") {
    const auto clipped = [](const std::string& clip_path) {
        return "<g clip-path='url(#c)' transform='translate(10 0)'><rect width='90' height='90'/></g><defs>" +
               clip_path + "</defs>";
    };
    check_box(clipped("<clipPath id='c'><rect x='5' y='5' width='20' height='50%' fill='white'/></clipPath>"),
              {15, 5, 35, 55});
    check_box(clipped("<clipPath id='c' clipPathUnits='userSpaceOnUse'><rect width='20' height='20'/></clipPath>") +
                  "<rect y='90' width='9' height='9'/>",
              {0, 0, 30, 99});
    check_box(
        "<clipPath id='c'><rect width='20' height='20'/></clipPath><rect id='r' width='50' height='9' "
        "style='clip-path:url(#c)'/><use href='#r' x='40' y='50'/>",
        {0, 0, 60, 59});
    for (const char* clip_path :
         {"<clipPath id='c'><rect width='9' height='9' rx='2'/></clipPath>", "<clipPath id='c'/>",
          "<clipPath id='c'><rect width='9' height='9' transform='scale(2)'/></clipPath>",
          "<clipPath id='c'><rect width='9' height='9'/><rect width='9' height='9'/></clipPath>",
          "<clipPath id='c'><circle r='9'/></clipPath>", "<clipPath id='c'><rect width='0' height='9'/></clipPath>",
          "<clipPath id='c' transform='scale(2)'><rect width='9' height='9'/></clipPath>",
          "<clipPath id='c' clipPathUnits='objectBoundingBox'><rect width='1' height='1'/></clipPath>",
          "<clipPath id='c'><rect width='9' height='9' style='width:5px'/></clipPath>",
          "<clipPath id='c'><rect width='9' height='9' visibility='hidden'/></clipPath>",
          "<clipPath id='c'><rect width='9' height='9' clip-path='url(#c)'/></clipPath>",
          "<clipPath id='c' clip-path='url(#c)'><rect width='9' height='9'/></clipPath>", "<g id='c'/>"}) {
        CAPTURE(clip_path);
        const auto made = read(clipped(clip_path));
        REQUIRE_FALSE(made.has_value());
        CHECK(made.error().code == errc::unsupported_media);
    }
}

TEST_CASE("a pen of fixed width, and a switch") {
    check_box(
        "<line x1='10' y1='10' x2='10' y2='20' stroke='red' stroke-width='2' transform='scale(3 1)' "
        "vector-effect='non-scaling-stroke'/>",
        {29, 10, 31, 20});
    check_box("<switch><g requiredExtensions='x'/><rect width='9' height='9'/><rect width='50' height='50'/></switch>",
              {0, 0, 9, 9});
}

TEST_CASE("what would come out differently is refused with a reason") {
    for (const char* content :
         {"<text x='5' y='5'>name</text>", "<text><tspan>n</tspan></text>", "<image href='data:image/png;base64,AA'/>",
          "<foreignObject width='9' height='9'><p/></foreignObject>", "<path d='M0 0H9V9'><animate/></path>",
          "<use href='x.svg#a'/>", "<style>@import 'x.css';</style>", "<rect width='9' height='9' filter='url(#f)'/>",
          "<g mask='url(#m)'/>", "<rect width='1vw' height='9'/>", "<rect width='9' height='9' systemLanguage='en'/>",
          "<path style='stroke-width:calc(1px)' d='M0 0H9'/>", "<svg id='s'/><use href='#s' width='9'/>"}) {
        CAPTURE(content);
        const auto made = read(content);
        REQUIRE_FALSE(made.has_value());
        CHECK(made.error().code == errc::unsupported_media);
        CHECK(made.error().detail.starts_with("the SVG cannot be drawn as browsers show it: "));
    }
}

TEST_CASE("how large a page shows a picture with a view box does not matter") {
    const std::string dot = "<rect width='9' height='9'/></svg>";
    const auto reads = [&](const std::string& root) {
        const std::string file = "<svg " + root + ">" + dot;
        return read_svg(std::as_bytes(std::span{file})).has_value();
    };
    const std::string size = "style='width:400px;height:200px;touch-action:none'";
    CHECK(reads("viewBox='0 0 100 50' " + size));
    CHECK_FALSE(reads(size));
    CHECK_FALSE(reads("viewBox='0 0 100 50' preserveAspectRatio='none' " + size));
    CHECK(read("<style>svg{width:400px}</style>").has_value());
    CHECK_FALSE(read("<style>svg{width:400px}</style><svg width='9'/>").has_value());
}

TEST_CASE("elements of another language are none of SVG's, whatever their prefix; those of SVG are") {
    CHECK(read("<path xmlns='http://www.w3.org/1999/xhtml' d='M1 1H9V9'/>")->shapes.empty());
    check_box("<s:rect xmlns:s='http://www.w3.org/2000/svg' width='9' height='9'/>", {0, 0, 9, 9});
}

TEST_CASE("style sheets are bounded") {
    std::string rules;
    for (int i = 0; i < 3900; ++i) rules += "g a{}";
    std::string elements;
    for (int i = 0; i < 19'000; ++i) elements += "<g/>";
    CHECK(read("<style>" + rules + "</style>" + elements).error().code == errc::too_large);
    CHECK(read("<style>" + rules + rules + "</style>").error().code == errc::unsupported_media);
}

}  // namespace
}  // namespace baton::signature
