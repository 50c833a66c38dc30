#include "actions/signature/lettering/lettering.hpp"

#include "actions/signature/lettering/packaged_fonts.hpp"
#include "actions/signature/output/bounds.hpp"
#include "page_fonts.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <string>

namespace baton::signature {
namespace {

const Lettering& lettering() {
    static const Lettering loaded = Lettering::load(packaged_fonts(testing::page_fonts()).value()).value();
    return loaded;
}

Drawing write(std::string_view text, std::string_view face = "dancing") {
    auto made = lettering().write(text, face, {1, 2, 3});
    REQUIRE_MESSAGE(made.has_value(), text << ": " << (made.has_value() ? "" : made.error().detail));
    return *made;
}

Box box(std::string_view text, std::string_view face = "dancing") {
    return ink_box(write(text, face));
}

std::size_t contours(std::string_view text, std::string_view face) {
    return write(text, face).shapes.at(0).contours.size();
}

void check_refused(std::string_view text, std::string_view face, std::string_view pointer) {
    CAPTURE(text);
    const auto made = lettering().write(text, face, {});
    REQUIRE_FALSE(made.has_value());
    CHECK(made.error().code == errc::invalid_input);
    CHECK(made.error().pointer == pointer);
}

TEST_CASE("every face is there, with a name") {
    std::vector<std::string> ids;
    for (const auto& face : lettering().faces()) {
        ids.push_back(face.id);
        CHECK_FALSE(face.name.empty());
    }
    CHECK(ids == std::vector<std::string>{"dancing", "caveat", "vibes", "ruqaa"});
}

TEST_CASE("the names of Europe, in all Latin faces") {
    for (const std::string face : {"dancing", "caveat", "vibes"}) {
        for (const char* name :
             {"Anna Müller-Groß", "Óscar Núñez", "François Lefèvre", "Łukasz Żółć", "Çağrı İğdır", "Žižka Ďuriš",
              "Șerban Țuțea", "Ågot Bjørnsdóttir", "Ðorđe O’Neill", "J. R. (Jr.) 2nd"}) {
            CAPTURE(face);
            const Box ink = box(name, face);
            CHECK(ink.width() > 100);
            CHECK(ink.height() > 30);
            CHECK(ink.height() < 150);
            CHECK(ink.top < 0);
        }
    }
    CHECK(box("Иван Петров", "caveat").width() > 100);
    CHECK(box("Юлія Ґалаґан", "vibes").width() > 100);
}

TEST_CASE("the drawing is one shape of the colour, and of straight and curved pieces") {
    const Drawing made = write("Anna");
    REQUIRE(made.shapes.size() == 1);
    CHECK(made.shapes[0].colour == Colour{1, 2, 3});
    CHECK(std::ranges::any_of(made.shapes[0].contours.at(0).pieces, [](const auto& piece) { return !piece.straight; }));
}

TEST_CASE("letters stand on the baseline and follow each other") {
    CHECK(std::abs(box("n").bottom) < 3);
    CHECK(box("g").bottom > 5);
    CHECK(box("nnnn").width() > 3.5 * box("n").width());
    CHECK(box("  n").left > box("n").left);
}

// In Arabic a letter looks otherwise where it is joined: three of them take less room than each alone.
TEST_CASE("Arabic joins, and runs to the left") {
    const double alone = box("م", "ruqaa").width() + box("ح", "ruqaa").width() + box("د", "ruqaa").width();
    CHECK(box("محمد", "ruqaa").width() < alone);
    // The dot of the first letter is at the right end.
    const Box name = box("نمم", "ruqaa");
    const Box other = box("ممن", "ruqaa");
    CHECK(name.width() != doctest::Approx(other.width()).epsilon(0.001));
    // A word after a space is at the left of it.
    const Box words = box("ا ممممم", "ruqaa");
    const auto made = write("ا ممممم", "ruqaa");
    const auto alif = std::ranges::max_element(made.shapes.at(0).contours, {}, [](const Contour& contour) {
        double highest = contour.start.y;
        for (const auto& piece : contour.pieces) highest = std::min(highest, piece.to[2].y);
        return -highest;
    });
    CHECK(alif->start.x > words.left + words.width() / 2);
}

TEST_CASE("two scripts, two directions") {
    // Both fonts have a digit or a space: neutral letters stay with what is before them.
    CHECK(box("محمد Smith", "ruqaa").width() > box("محمد", "ruqaa").width() + box("Smith", "ruqaa").width());
    CHECK(box("محمد 12", "ruqaa").width() > box("محمد", "ruqaa").width());
    CHECK(box("Smith (محمد)", "ruqaa").width() > 60);
}

TEST_CASE("letters from two files of a face stand in one word") {
    const Box word = box("Łukasz");
    CHECK(word.width() == doctest::Approx(box("Ł").width() + box("ukasz").width()).epsilon(0.15));
}

TEST_CASE("a letter and its mark are the composed letter") {
    CHECK(box("Mu\u0308ller").width() == doctest::Approx(box("Müller").width()));
    CHECK(contours("u\u0308", "dancing") == contours("ü", "dancing"));
    CHECK(box("مُحَمَّد", "ruqaa").width() > 20);
}

TEST_CASE("what cannot be written is refused with a place") {
    check_refused("李雷", "dancing", "/data/text");
    check_refused("Anna 😀", "dancing", "/data/text");
    check_refused("محمد", "dancing", "/data/text");
    check_refused("Иван", "dancing", "/data/text");
    check_refused("", "dancing", "/data/text");
    check_refused("   ", "dancing", "/data/text");
    check_refused("\u200d\u200e", "dancing", "/data/text");
    check_refused("Anna\nMüller", "dancing", "/data/text");
    check_refused(std::string_view{"A\0B", 3}, "dancing", "/data/text");
    check_refused("A\x80", "dancing", "/data/text");
    check_refused("\xff\xfe", "dancing", "/data/text");
    check_refused(std::string(max_letters + 1, 'a'), "dancing", "/data/text");
    check_refused(std::string(100'000, 'a'), "dancing", "/data/text");
    check_refused("Anna", "helvetica", "/data/face");
    CHECK(lettering().write("李", "dancing", {}).error().detail ==
          "the face Dancing Script cannot write the character U+674E");
    CHECK(lettering().write(std::string(max_letters, 'a'), "dancing", {}).has_value());
}

TEST_CASE("the same text gives the same drawing") {
    const Drawing first = write("Anna Müller", "vibes");
    const Drawing second = write("Anna Müller", "vibes");
    REQUIRE(first.shapes.at(0).contours.size() == second.shapes.at(0).contours.size());
    for (std::size_t i = 0; i < first.shapes[0].contours.size(); ++i) {
        CHECK(first.shapes[0].contours[i].start == second.shapes[0].contours[i].start);
    }
}

TEST_CASE("broken fonts are no fonts") {
    const std::array<std::byte, 4> bytes{};
    const FontFile file{"a", "A", bytes};
    CHECK_FALSE(Lettering::load({&file, 1}).has_value());
    CHECK(Lettering::load({}).value().faces().empty());
}

}  // namespace
}  // namespace baton::signature
