#include "media/src/bits.hpp"

#include <baton/media/fax.hpp>

#include <tiffio.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <vector>

namespace baton::media {
namespace {

// A TIFF in memory, which libtiff takes for a file.
struct File {
    Bytes bytes;
    std::size_t at = 0;
};

tmsize_t read_file(thandle_t handle, void* to, tmsize_t size) {
    auto& file = *static_cast<File*>(handle);
    const std::size_t count =
        std::min(static_cast<std::size_t>(size), file.bytes.size() - std::min(file.at, file.bytes.size()));
    std::memcpy(to, file.bytes.data() + file.at, count);
    file.at += count;
    return static_cast<tmsize_t>(count);
}

tmsize_t write_file(thandle_t handle, void* from, tmsize_t size) {
    auto& file = *static_cast<File*>(handle);
    const std::size_t end = file.at + static_cast<std::size_t>(size);
    if (file.bytes.size() < end) file.bytes.resize(end);
    std::memcpy(file.bytes.data() + file.at, from, static_cast<std::size_t>(size));
    file.at = end;
    return size;
}

toff_t seek_file(thandle_t handle, toff_t offset, int from) {
    auto& file = *static_cast<File*>(handle);
    const std::size_t base = from == SEEK_CUR ? file.at : from == SEEK_END ? file.bytes.size() : 0;
    file.at = base + static_cast<std::size_t>(offset);
    return file.at;
}

int close_file(thandle_t /*handle*/) {
    return 0;
}

toff_t size_of_file(thandle_t handle) {
    return static_cast<File*>(handle)->bytes.size();
}

struct TiffClose {
    void operator()(TIFF* tiff) const { TIFFClose(tiff); }
};

// One strip holds all rows, so that its bytes are the whole stream.
bool set_fields(TIFF* tiff, Size size) {
    return TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, size.width) == 1 &&
           TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, size.height) == 1 &&
           TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, size.height) == 1 &&
           TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, 1) == 1 && TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, 1) == 1 &&
           TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE) == 1 &&
           TIFFSetField(tiff, TIFFTAG_FILLORDER, FILLORDER_MSB2LSB) == 1 &&
           TIFFSetField(tiff, TIFFTAG_COMPRESSION, COMPRESSION_CCITTFAX4) == 1;
}

bool write_rows(TIFF* tiff, const Image& image) {
    std::vector<std::uint8_t> bits;
    for (std::uint32_t y = 0; y < image.size().height; ++y) {
        pack_bits({image.row(y), image.size().width}, bits);
        for (auto& byte : bits) byte = static_cast<std::uint8_t>(~byte);
        if (TIFFWriteScanline(tiff, bits.data(), y, 0) != 1) return false;
    }
    return TIFFFlushData(tiff) == 1;
}

}  // namespace

result<Bytes> encode_g4(const Image& image) {
    Error failed{errc::processing_failed, "the page could not be coded as a fax", {}};
    File file;
    const std::unique_ptr<TIFF, TiffClose> tiff{TIFFClientOpen("page", "wm", &file, read_file, write_file, seek_file,
                                                               close_file, size_of_file, nullptr, nullptr)};
    if (!tiff || image.channels() != 1 || !set_fields(tiff.get(), image.size()) || !write_rows(tiff.get(), image)) {
        return failed;
    }
    const std::uint64_t offset = TIFFGetStrileOffset(tiff.get(), 0);
    const std::uint64_t count = TIFFGetStrileByteCount(tiff.get(), 0);
    if (count == 0 || offset + count > file.bytes.size()) return failed;
    const auto first = file.bytes.begin() + static_cast<std::ptrdiff_t>(offset);
    return Bytes{first, first + static_cast<std::ptrdiff_t>(count)};
}

}  // namespace baton::media
