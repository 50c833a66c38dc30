#include "photos.hpp"

#include <baton/media/sniff.hpp>

#include <doctest/doctest.h>

namespace baton::media {
namespace {

Kind kind_of(std::string_view text) {
    return sniff(std::as_bytes(std::span{text}));
}

TEST_CASE("pictures are known by their first bytes") {
    CHECK(sniff(testing::photo("upright_1.jpg")) == Kind::jpeg);
    CHECK(sniff(testing::photo("palette.png")) == Kind::png);
    CHECK(sniff(testing::photo("alpha.webp")) == Kind::webp);
    CHECK(sniff(testing::photo("irot.heic")) == Kind::heic);
    CHECK(kind_of("%PDF-1.7\n") == Kind::pdf);
}

TEST_CASE("a picture container is HEIC only with an HEVC brand, AVIF only with one of AV1") {
    using namespace std::string_view_literals;
    CHECK(kind_of("\0\0\0\x18"
                  "ftypmif1\0\0\0\0mif1heic"sv) == Kind::heic);
    CHECK(kind_of("\0\0\0\x18"
                  "ftypmif1\0\0\0\0mif1avif"sv) == Kind::avif);
    CHECK(kind_of("\0\0\0\x18"
                  "ftypavif\0\0\0\0mif1miaf"sv) == Kind::avif);
    CHECK(kind_of("\0\0\0\x18"
                  "ftypavis\0\0\0\0avismsf1"sv) == Kind::unknown);
    CHECK(kind_of("\0\0\0\x18"
                  "ftypmp42\0\0\0\0isommp42"sv) == Kind::unknown);
    // The brands end with the box, whatever follows it.
    CHECK(kind_of("\0\0\0\x14"
                  "ftypmif1\0\0\0\0mif1heic"sv) == Kind::unknown);
}

TEST_CASE("SVG may begin with what XML allows before a root element") {
    CHECK(kind_of("<svg xmlns='http://www.w3.org/2000/svg'/>") == Kind::svg);
    CHECK(kind_of("\xEF\xBB\xBF <?xml version='1.0'?>\n<!-- a > b --><!DOCTYPE svg>\n<svg>") == Kind::svg);
    CHECK(kind_of("<svgs>") == Kind::unknown);
    CHECK(kind_of("<html><svg></svg></html>") == Kind::unknown);
    CHECK(kind_of("<!-- no end <svg>") == Kind::unknown);
}

TEST_CASE("anything else is unknown") {
    CHECK(kind_of("") == Kind::unknown);
    CHECK(kind_of("\xFF\xD8") == Kind::unknown);
    CHECK(kind_of("GIF89a") == Kind::unknown);
    CHECK(kind_of("RIFF....WAVE") == Kind::unknown);
    CHECK(media_type(Kind::unknown) == "application/octet-stream");
    CHECK(media_type(Kind::heic) == "image/heic");
    CHECK(media_type(Kind::avif) == "image/avif");
}

}  // namespace
}  // namespace baton::media
