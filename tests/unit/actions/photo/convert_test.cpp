#include "actions/photo/convert.hpp"

#include "tests/unit/media/made_png.hpp"
#include "tests/unit/media/photos.hpp"

#include <baton/media/jpeg.hpp>
#include <baton/media/picture.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>
#include <string>

namespace baton::photo {
namespace {

using media::Bytes;
using media::Kind;
using media::Size;
using media::testing::contains;
using media::testing::deflated_zeros;
using media::testing::is_upright;
using media::testing::photo;
using media::testing::png_of;

constexpr const char* sources[] = {
    "upright_1.jpg", "upright_2.jpg",     "upright_3.jpg",    "upright_4.jpg", "upright_5.jpg", "upright_6.jpg",
    "upright_7.jpg", "upright_8.jpg",     "odd_1.jpg",        "odd_2.jpg",     "odd_3.jpg",     "odd_4.jpg",
    "odd_5.jpg",     "odd_6.jpg",         "odd_7.jpg",        "odd_8.jpg",     "cmyk.jpg",      "gray.jpg",
    "rgb.jpg",       "icc.jpg",           "arithmetic.jpg",   "trailing.jpg",  "padded.jpg",    "progressive_6.jpg",
    "palette.png",   "palette_alpha.png", "gray_alpha.png",   "alpha.png",     "rgb16.png",     "interlaced.png",
    "private.png",   "bad_chunk.png",     "fullchroma_6.jpg", "exif6.webp",    "alpha.webp",    "animated.webp",
    "exif6.heic",    "irot.heic",         "upright.avif",
};

// The one picture of a PDF that holds it as a JPEG.
Bytes jpeg_in(const Bytes& pdf) {
    const std::string_view text{reinterpret_cast<const char*>(pdf.data()), pdf.size()};
    const auto begin = text.find("\xFF\xD8\xFF");
    REQUIRE(begin != std::string_view::npos);
    const auto end = text.find("endstream", begin);
    return {pdf.begin() + static_cast<std::ptrdiff_t>(begin), pdf.begin() + static_cast<std::ptrdiff_t>(end)};
}

Bytes converted(const std::string& name, Format format, const Options& options = {}) {
    auto made = convert(photo(name), {format, options, {}}, false);
    REQUIRE_MESSAGE(made.has_value(), name);
    return std::move(*made);
}

void check_clean(const Bytes& file) {
    for (const std::string trace : {"Exif", "eXIf", "http://ns.adobe.com", "Photoshop", "Private", "Test camera"}) {
        CAPTURE(trace);
        CHECK_FALSE(contains(file, trace));
    }
}

TEST_CASE("whatever comes in, a jpg or a png comes out upright, clean and of the same size") {
    for (const std::string name : sources) {
        const Size size = media::check(photo(name))->upright();
        for (Format format : {Format::jpg, Format::png}) {
            CAPTURE(name);
            CAPTURE(media_type(format));
            const Bytes made = converted(name, format);
            CHECK(media::media_type(media::sniff(made)) == media_type(format));
            check_clean(made);
            const auto picture = media::decode(made);
            REQUIRE(picture.has_value());
            CHECK(picture->header.orientation == media::Orientation::upright);
            CHECK_FALSE(picture->header.irregular);
            CHECK(picture->image.size() == size);
            CHECK(is_upright(picture->image));
        }
    }
}

TEST_CASE("a pdf holds the picture upright, clean and with all its pixels") {
    for (const std::string name : sources) {
        CAPTURE(name);
        const Size size = media::check(photo(name))->upright();
        const Bytes pdf = converted(name, Format::pdf);
        CHECK(media::sniff(pdf) == Kind::pdf);
        check_clean(pdf);
        CHECK(contains(pdf, "/Width " + std::to_string(size.width)));
        CHECK(contains(pdf, "/Height " + std::to_string(size.height)));
        if (contains(pdf, "/DCTDecode")) CHECK(is_upright(media::decode(jpeg_in(pdf))->image));
    }
}

TEST_CASE("a JPEG without its end comes out with one, and without what followed it") {
    for (const std::string name : {"upright_1.jpg", "upright_6.jpg", "odd_8.jpg", "progressive_6.jpg"}) {
        CAPTURE(name);
        Bytes file = photo(name);
        file.resize(file.size() - 2);
        for (int i = 0; i < 1000; ++i) {
            for (const char c : std::string_view{"\0\0\0\x18"
                                                 "ftypmp42\xFF\xDA",
                                                 14}) {
                file.push_back(static_cast<std::byte>(c));
            }
        }
        const Size size = media::check(file)->upright();
        const Bytes jpg = convert(file, {Format::jpg, {}, {}}, false).value();
        CHECK(jpg[jpg.size() - 2] == std::byte{0xFF});
        CHECK(jpg.back() == std::byte{0xD9});
        const Bytes pdf = convert(file, {Format::pdf, {}, {}}, false).value();
        const Bytes png = convert(file, {Format::png, {}, {}}, false).value();
        for (const Bytes& made : {jpg, pdf, png}) CHECK_FALSE(contains(made, "ftypmp42"));
        for (const Bytes& made : {jpg, jpeg_in(pdf), png}) {
            const auto picture = media::decode(made);
            REQUIRE(picture.has_value());
            CHECK(picture->image.size() == size);
            CHECK(is_upright(picture->image));
        }
    }
}

TEST_CASE("the profile travels") {
    for (Format format : {Format::jpg, Format::png}) {
        for (const std::string name : {"upright_1.jpg", "upright_6.jpg", "odd_6.jpg", "icc.jpg"}) {
            CAPTURE(name);
            CHECK(media::decode(converted(name, format))->icc.size() == 3048);
        }
    }
    CHECK(contains(converted("odd_6.jpg", Format::pdf), "/ICCBased"));
}

TEST_CASE("transparency becomes white in jpg and pdf and stays in png") {
    for (const std::string name : {"alpha.png", "gray_alpha.png", "alpha.webp"}) {
        CAPTURE(name);
        const auto jpg = media::decode(converted(name, Format::jpg));
        const std::uint8_t* centre = jpg->image.row(60) + std::size_t{80} * jpg->image.channels();
        CHECK(centre[0] >= 250);
        CHECK(media::decode(converted(name, Format::png))->image.has_alpha());
        CHECK_FALSE(contains(converted(name, Format::pdf), "/SMask"));
    }
}

TEST_CASE("max_px limits the longer side in every format") {
    for (const std::string name : {"upright_6.jpg", "odd_8.jpg", "exif6.webp", "irot.heic", "palette.png"}) {
        for (Format format : {Format::jpg, Format::png}) {
            CAPTURE(name);
            const auto picture = media::decode(converted(name, format, {.max_px = 200}));
            CHECK(picture->image.size().width == 200);
            CHECK(is_upright(picture->image));
        }
    }
    CHECK(contains(converted("upright_6.jpg", Format::pdf, {.max_px = 200}), "/Width 200"));
    CHECK(media::decode(converted("upright_1.jpg", Format::jpg, {.max_px = 5000}))->image.size() == Size{640, 480});
}

TEST_CASE("quality encodes again, smaller") {
    const std::size_t kept = converted("upright_1.jpg", Format::jpg).size();
    const Bytes small = converted("upright_1.jpg", Format::jpg, {.quality = 20});
    CHECK(small.size() < kept / 2);
    CHECK(is_upright(media::decode(small)->image));
    CHECK(converted("upright_1.jpg", Format::pdf, {.quality = 20}).size() <
          converted("upright_1.jpg", Format::pdf).size());
}

TEST_CASE("metadata is kept on request and then says upright") {
    for (const std::string name : {"upright_6.jpg", "odd_6.jpg", "exif6.webp"}) {
        CAPTURE(name);
        const auto picture = media::decode(converted(name, Format::jpg, {.keep_metadata = true}));
        CHECK(contains(picture->metadata.exif, "Test camera"));
        CHECK(contains(picture->metadata.xmp, "Private Person"));
        CHECK(picture->header.orientation == media::Orientation::upright);
        CHECK(is_upright(picture->image));
    }
    const auto png = media::decode(converted("private.png", Format::png, {.keep_metadata = true}));
    CHECK(contains(png->metadata.exif, "Test camera"));
    CHECK(png->header.orientation == media::Orientation::upright);
}

TEST_CASE("a drawing goes into a pdf without loss, a photo as a JPEG") {
    CHECK(contains(converted("palette.png", Format::pdf), "/Predictor"));
    CHECK(contains(converted("rgb16.png", Format::pdf), "/DCTDecode"));
}

TEST_CASE("paper is chosen") {
    CHECK(contains(converted("upright_1.jpg", Format::pdf, {.page = media::Paper::a4}), "841.89"));
    CHECK(contains(converted("upright_1.jpg", Format::pdf, {.page = media::Paper::letter}), "792"));
}

TEST_CASE("a picture with a side that no JPEG can have comes out in every format") {
    const media::Bytes longest =
        png_of({.width = media::longest_picture_side, .height = 20}, deflated_zeros(20 * 65'536));
    for (const auto& [format, width] :
         {std::pair{Format::jpg, media::longest_jpeg_side}, {Format::png, media::longest_picture_side}}) {
        const auto made = convert(longest, {format, {}, {}}, true);
        REQUIRE(made.has_value());
        CHECK(media::check(*made).value().stored == media::Size{width, 20});
    }
    CHECK(convert(longest, {Format::pdf, {}, {}}, true).has_value());
}

TEST_CASE("what is broken or too large is refused in every format") {
    for (Format format : {Format::jpg, Format::png, Format::pdf}) {
        const auto code = [&](const char* name, const Settings& settings) {
            return convert(photo(name), {format, {}, settings}, false).error().code;
        };
        CHECK(code("truncated.jpg", {}) == errc::unsupported_media);
        CHECK(code("corrupt.jpg", {}) == errc::unsupported_media);
        CHECK(code("truncated.png", {}) == errc::unsupported_media);
        CHECK(code("bomb.png", {}) == errc::too_large);
        CHECK(code("upright_1.jpg", {.max_pixels = 1000}) == errc::too_large);
    }
}

}  // namespace
}  // namespace baton::photo
