#include "actions/scan/pages/page.hpp"

#include <doctest/doctest.h>

#include <string_view>

namespace baton::scan {
namespace {

RenderedPage page() {
    RenderedPage page;
    page.mode = Mode::color;
    page.size = {20, 30};
    page.dpi = 212.5;
    page.dpi_known = true;
    page.channels = 3;
    page.coding = Coding::jpeg;
    page.bytes = {std::byte{1}, std::byte{10}, std::byte{0}};
    page.icc = {std::byte{7}, std::byte{10}};
    page.words = {{"Größe\n", 1, 2.5, 3, 4, 5}};
    return page;
}

TEST_CASE("packed pages come back as they were") {
    RenderedPage second = page();
    second.strip = true;
    second.faint = true;
    second.bytes.push_back(std::byte{9});
    const auto pages = unpack(pack({page(), second}));
    REQUIRE(pages.has_value());
    REQUIRE(pages->size() == 2);
    CHECK(pages->back().strip);
    CHECK(pages->back().faint);
    CHECK(pages->back().bytes == second.bytes);
    CHECK(pages->back().icc == second.icc);
    const RenderedPage* back = &pages->front();
    CHECK_FALSE(back->strip);
    CHECK(back->mode == Mode::color);
    CHECK(back->size == media::Size{20, 30});
    CHECK(back->dpi == 212.5);
    CHECK(back->dpi_known);
    CHECK(back->channels == 3);
    CHECK(back->coding == Coding::jpeg);
    CHECK(back->bytes == page().bytes);
    CHECK(back->icc == page().icc);
    REQUIRE(back->words.size() == 1);
    CHECK(back->words[0].text == "Größe\n");
    CHECK(back->words[0].baseline == 2.5F);
    CHECK(back->words[0].height == 5);
}

TEST_CASE("what is no packed page is refused") {
    media::Bytes packed = pack({page()});
    CHECK_FALSE(unpack({}).has_value());
    CHECK_FALSE(unpack(media::BytesView{packed}.first(20)).has_value());
    CHECK_FALSE(unpack(media::BytesView{packed}.subspan(1)).has_value());
    CHECK_FALSE(unpack(media::BytesView{packed}.first(packed.size() - 1)).has_value());
    packed.push_back({});
    CHECK_FALSE(unpack(packed).has_value());
    const std::string_view other = "{\"version\":1}\n";
    CHECK(unpack(std::as_bytes(std::span{other})).error().code == errc::processing_failed);
}

TEST_CASE("modes have the names of the API") {
    for (const auto mode : {Mode::automatic, Mode::color, Mode::gray, Mode::bw, Mode::photo}) {
        CHECK(mode_named(name_of(mode)) == mode);
    }
    CHECK(mode_named("auto") == Mode::automatic);
    CHECK_FALSE(mode_named("grey").has_value());
}

}  // namespace
}  // namespace baton::scan
