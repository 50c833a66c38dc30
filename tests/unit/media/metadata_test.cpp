#include <baton/media/metadata.hpp>

#include <doctest/doctest.h>

#include <span>
#include <string>
#include <string_view>

namespace baton::media {
namespace {

using namespace std::string_view_literals;

Bytes bytes(std::string_view text) {
    const auto view = std::as_bytes(std::span{text});
    return {view.begin(), view.end()};
}

// A TIFF header and a directory of one entry: the orientation as a SHORT.
Bytes intel(char value) {
    return bytes(std::string{"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0"sv} + value + std::string(7, '\0'));
}

TEST_CASE("orientation is read in both byte orders") {
    for (char value = 1; value <= 8; ++value) CHECK(exif_orientation(intel(value)) == static_cast<Orientation>(value));
    CHECK(exif_orientation(bytes("MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"sv)) ==
          Orientation::rotate_90);
}

TEST_CASE("a LONG orientation counts too") {
    CHECK(exif_orientation(bytes("II*\0\x08\0\0\0\x01\0\x12\x01\x04\0\x01\0\0\0\x03\0\0\0\0\0\0\0"sv)) ==
          Orientation::rotate_180);
}

TEST_CASE("a focal length is told or not") {
    // One IFD that points to the EXIF IFD with tag 0xA405 = 26, big endian.
    const std::string_view text{
        "MM\0\x2A\0\0\0\x08\0\x01\x87\x69\0\x04\0\0\0\x01\0\0\0\x1A\0\0\0\0"
        "\0\x01\xA4\x05\0\x03\0\0\0\x01\0\x1A\0\0\0\0\0\0",
        44};
    CHECK(exif_focal_35mm(std::as_bytes(std::span{text})) == 26);
    CHECK_FALSE(exif_focal_35mm(std::as_bytes(std::span{text}.first(30))).has_value());
    CHECK_FALSE(exif_focal_35mm({}).has_value());
}

TEST_CASE("nonsense means upright") {
    CHECK(exif_orientation({}) == Orientation::upright);
    CHECK(exif_orientation(intel(0)) == Orientation::upright);
    CHECK(exif_orientation(intel(9)) == Orientation::upright);
    CHECK(exif_orientation(bytes("garbage that is no TIFF header")) == Orientation::upright);
    CHECK(exif_orientation(bytes("II*\0\xFF\xFF\xFF\x7F"sv)) == Orientation::upright);
}

TEST_CASE("upright metadata says 1 and keeps the rest") {
    Metadata metadata;
    metadata.exif = intel(6);
    metadata.xmp = bytes("<x tiff:Orientation=\"6\"><tiff:Orientation>8</tiff:Orientation></x>");
    metadata.comments = {bytes("kept")};
    const Metadata upright = for_upright_pixels(metadata);
    CHECK(exif_orientation(upright.exif) == Orientation::upright);
    CHECK(upright.xmp == bytes("<x tiff:Orientation=\"1\"><tiff:Orientation>1</tiff:Orientation></x>"));
    CHECK(upright.comments == metadata.comments);
}

}  // namespace
}  // namespace baton::media
