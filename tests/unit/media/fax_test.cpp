#include <baton/media/fax.hpp>

#include <doctest/doctest.h>
#include <tiffio.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

namespace baton::media {
namespace {

Image pattern(Size size) {
    Image image{size, 1};
    std::uint32_t state = 1;
    for (std::uint32_t y = 0; y < size.height; ++y) {
        for (std::uint32_t x = 0; x < size.width; ++x) {
            state = state * 1664525 + 1013904223;
            image.row(y)[x] = state >> 29 == 0 || x / 7 % 3 == y / 5 % 3 ? 40 : 200;
        }
    }
    return image;
}

// Reads the stream back as the only strip of a TIFF.
std::vector<std::uint8_t> decoded(const Bytes& stream, Size size) {
    const std::string path =
        std::filesystem::temp_directory_path() / ("baton-fax-" + std::to_string(size.width) + ".tif");
    TIFF* tiff = TIFFOpen(path.c_str(), "w");
    REQUIRE(tiff != nullptr);
    TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, size.width);
    TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, size.height);
    TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, size.height);
    TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE);
    TIFFSetField(tiff, TIFFTAG_COMPRESSION, COMPRESSION_CCITTFAX4);
    Bytes copy = stream;
    TIFFWriteRawStrip(tiff, 0, copy.data(), static_cast<tmsize_t>(copy.size()));
    TIFFClose(tiff);
    tiff = TIFFOpen(path.c_str(), "r");
    REQUIRE(tiff != nullptr);
    std::vector<std::uint8_t> bits(std::size_t{(size.width + 7) / 8} * size.height);
    CHECK(TIFFReadEncodedStrip(tiff, 0, bits.data(), static_cast<tmsize_t>(bits.size())) ==
          static_cast<tmsize_t>(bits.size()));
    TIFFClose(tiff);
    std::filesystem::remove(path);
    return bits;
}

TEST_CASE("a page comes back from group 4 bit by bit, whatever its width") {
    for (const std::uint32_t width : {1U, 8U, 61U, 640U}) {
        const Image image = pattern({width, 90});
        const auto stream = encode_g4(image);
        REQUIRE(stream.has_value());
        const auto bits = decoded(*stream, image.size());
        int wrong = 0;
        for (std::uint32_t y = 0; y < 90; ++y) {
            for (std::uint32_t x = 0; x < width; ++x) {
                const bool black = (bits[y * ((width + 7) / 8) + x / 8] >> (7 - x % 8) & 1) != 0;
                wrong += black == (image.row(y)[x] < 128) ? 0 : 1;
            }
        }
        CHECK(wrong == 0);
    }
}

TEST_CASE("a blank page takes a few bytes, a coloured one is refused") {
    Image blank{{2480, 3508}, 1};
    for (std::uint32_t y = 0; y < 3508; ++y) std::fill_n(blank.row(y), 2480, std::uint8_t{255});
    CHECK(encode_g4(blank)->size() < 500);
    CHECK(encode_g4(Image{{8, 8}, 3}).error().code == errc::processing_failed);
}

}  // namespace
}  // namespace baton::media
