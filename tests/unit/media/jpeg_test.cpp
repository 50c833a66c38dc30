#include "photos.hpp"

#include <baton/media/jpeg.hpp>

#include <doctest/doctest.h>

#include <cstring>
#include <string>

namespace baton::media {
namespace {

using testing::contains;
using testing::is_upright;
using testing::photo;

std::string numbered(const char* stem, int orientation) {
    return std::string{stem} + "_" + std::to_string(orientation) + ".jpg";
}

void check_clean(BytesView file) {
    for (const std::string trace : {"Exif", "http://ns.adobe.com", "Photoshop", "Private", "Baton", "Test camera"}) {
        CAPTURE(trace);
        CHECK_FALSE(contains(file, trace));
    }
}

int count(BytesView file, std::string_view text) {
    int found = 0;
    for (std::size_t at = 0; at + text.size() <= file.size(); ++at) {
        found += std::memcmp(file.data() + at, text.data(), text.size()) == 0 ? 1 : 0;
    }
    return found;
}

TEST_CASE("whole MCUs are turned without loss, and nothing but the profile stays") {
    for (int orientation = 1; orientation <= 8; ++orientation) {
        CAPTURE(orientation);
        const auto made = upright_jpeg(photo(numbered("upright", orientation)), {});
        REQUIRE(made.has_value());
        REQUIRE(made->has_value());
        check_clean((*made)->bytes);
        const auto picture = decode((*made)->bytes);
        REQUIRE(picture.has_value());
        CHECK(picture->header.orientation == Orientation::upright);
        CHECK(picture->image.size() == Size{640, 480});
        CHECK((*made)->size == Size{640, 480});
        CHECK(is_upright(picture->image));
        CHECK(picture->icc.size() == 3048);
        CHECK(picture->metadata.empty());
    }
}

TEST_CASE("turning blocks changes no coefficient") {
    // Orientation 6 and 8 undo each other only if nothing is lost on the way.
    const Bytes stored = photo("fullchroma_6.jpg");
    const auto turned = upright_jpeg(stored, {});
    REQUIRE(turned->has_value());
    auto before = decode(stored);
    const auto after = decode((*turned)->bytes);
    REQUIRE(after.has_value());
    const Image expected = upright(std::move(before->image), Orientation::rotate_90);
    REQUIRE(after->image.size() == expected.size());
    int largest = 0;
    for (std::size_t i = 0; i < expected.byte_count(); ++i) {
        largest = std::max(largest, std::abs(expected.row(0)[i] - after->image.row(0)[i]));
    }
    // The inverse transform rounds rows before columns: a few steps at most where they are exchanged.
    CHECK(largest <= 3);
}

TEST_CASE("partial MCUs are never trimmed") {
    for (int orientation = 1; orientation <= 8; ++orientation) {
        CAPTURE(orientation);
        const auto made = upright_jpeg(photo(numbered("odd", orientation)), {});
        REQUIRE(made.has_value());
        // Only exchanging the axes, or nothing, leaves partial blocks at the right and the bottom.
        CHECK(made->has_value() == (orientation == 1 || orientation == 5));
        if (*made) {
            CHECK((*made)->size == Size{641, 479});
            CHECK(is_upright(decode((*made)->bytes)->image));
        }
    }
}

TEST_CASE("an upright file keeps its scan byte for byte") {
    const Bytes stored = photo("upright_1.jpg");
    const auto made = upright_jpeg(stored, {});
    REQUIRE(made->has_value());
    const auto scan = [](const Bytes& file) {
        const std::string_view text{reinterpret_cast<const char*>(file.data()), file.size()};
        return std::string{text.substr(text.rfind("\xFF\xDA"))};
    };
    CHECK(scan((*made)->bytes) == scan(stored));
}

TEST_CASE("trailing data goes, padding is coded away, arithmetic coding becomes Huffman") {
    const Bytes trailing = photo("trailing.jpg");
    CHECK(contains(trailing, "a film"));
    const auto cut = upright_jpeg(trailing, {});
    REQUIRE(cut->has_value());
    CHECK_FALSE(contains((*cut)->bytes, "a film"));
    for (const std::string name : {"padded.jpg", "arithmetic.jpg"}) {
        CAPTURE(name);
        const auto made = upright_jpeg(photo(name), {});
        REQUIRE(made->has_value());
        CHECK_FALSE(contains((*made)->bytes, "\xFF\xC9"));
        CHECK_FALSE(check((*made)->bytes)->irregular);
        CHECK(is_upright(decode((*made)->bytes)->image));
    }
}

TEST_CASE("a progressive file stays progressive") {
    const auto made = upright_jpeg(photo("progressive_6.jpg"), {});
    REQUIRE(made->has_value());
    CHECK(contains((*made)->bytes, "\xFF\xC2"));
}

TEST_CASE("inks cannot stay inks") {
    const auto made = upright_jpeg(photo("cmyk.jpg"), {});
    REQUIRE(made.has_value());
    CHECK_FALSE(made->has_value());
}

TEST_CASE("a broken file is refused, not copied") {
    CHECK(upright_jpeg(photo("truncated.jpg"), {}).error().code == errc::unsupported_media);
    CHECK(upright_jpeg(photo("corrupt.jpg"), {}).error().code == errc::unsupported_media);
    CHECK(upright_jpeg(photo("gray.jpg"), {.max_pixels = 1000}).error().code == errc::too_large);
}

TEST_CASE("kept metadata says that the pixels are upright") {
    const auto made = upright_jpeg(photo("upright_6.jpg"), {.keep_metadata = true});
    REQUIRE(made->has_value());
    const auto picture = decode((*made)->bytes);
    REQUIRE(picture.has_value());
    CHECK(is_upright(picture->image));
    CHECK(picture->header.orientation == Orientation::upright);
    const Metadata& metadata = picture->metadata;
    CHECK(contains(metadata.exif, "Test camera"));
    CHECK(contains(metadata.xmp, "Private Person"));
    CHECK(contains(metadata.xmp, "<tiff:Orientation>1<"));
    CHECK(contains(metadata.iptc, "Private caption"));
    CHECK(metadata.comments.size() == 1);
    // The thumbnail, a JPEG of its own inside EXIF, still lay on its side.
    CHECK_FALSE(contains(metadata.exif, "\xFF\xD8\xFF"));
}

TEST_CASE("a long profile is cut into chunks and comes back whole") {
    Bytes icc = decode(photo("icc.jpg"))->icc;
    icc.resize(150'000, std::byte{7});
    Image image{{16, 16}, 3};
    std::memset(image.row(0), 128, image.byte_count());
    const auto file = encode_jpeg(image, {.icc = icc});
    REQUIRE(file.has_value());
    CHECK(count(*file, "ICC_PROFILE") == 3);
    CHECK(decode(*file)->icc == icc);
}

TEST_CASE("a side longer than JPEG can say is refused") {
    Image image{{65'501, 1}, 1};
    std::memset(image.row(0), 0, image.byte_count());
    CHECK(encode_jpeg(image, {}).error().code == errc::too_large);
}

TEST_CASE("subsampling is what was asked for") {
    Image image{{64, 64}, 3};
    std::memset(image.row(0), 90, image.byte_count());
    for (Subsampling wanted : {Subsampling{1, 1}, Subsampling{2, 1}, Subsampling{1, 2}, Subsampling{2, 2}}) {
        const auto file = encode_jpeg(image, {.subsampling = wanted});
        REQUIRE(file.has_value());
        CHECK(decode(*file)->subsampling == wanted);
    }
}

}  // namespace
}  // namespace baton::media
