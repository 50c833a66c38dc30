#include "made_jpeg.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>

// jpeglib.h needs <cstdio> before it.
#include <jpeglib.h>

namespace baton::media::testing {
namespace {

constexpr unsigned width = 120;
constexpr unsigned height = 88;

void choose(jpeg_compress_struct& codec, Coding coding) {
    static const std::array<jpeg_scan_info, 3> one_by_one{
        {{1, {0, 0, 0, 0}, 0, 63, 0, 0}, {1, {1, 0, 0, 0}, 0, 63, 0, 0}, {1, {2, 0, 0, 0}, 0, 63, 0, 0}}};
    if (coding == Coding::restarts) codec.restart_interval = 2;
    if (coding == Coding::progressive) jpeg_simple_progression(&codec);
    if (coding == Coding::arithmetic) codec.arith_code = TRUE;
    if (coding == Coding::separate_scans) {
        codec.scan_info = one_by_one.data();
        codec.num_scans = static_cast<int>(one_by_one.size());
    }
}

}  // namespace

Bytes jpeg_of(Coding coding) {
    jpeg_compress_struct codec{};
    jpeg_error_mgr errors{};
    codec.err = jpeg_std_error(&errors);
    jpeg_create_compress(&codec);
    unsigned char* buffer = nullptr;
    unsigned long size = 0;
    jpeg_mem_dest(&codec, &buffer, &size);
    codec.image_width = width;
    codec.image_height = height;
    codec.input_components = 3;
    codec.in_color_space = JCS_RGB;
    jpeg_set_defaults(&codec);
    choose(codec, coding);
    jpeg_start_compress(&codec, TRUE);
    unsigned noise = 1;
    while (codec.next_scanline < height) {
        std::array<JSAMPLE, width * 3> row{};
        for (unsigned i = 0; i < row.size(); ++i) {
            noise = noise * 1664525 + 1013904223;
            row[i] = static_cast<JSAMPLE>((i + 2 * codec.next_scanline + (noise >> 26)) & 0xFF);
        }
        JSAMPLE* first = row.data();
        jpeg_write_scanlines(&codec, &first, 1);
    }
    jpeg_finish_compress(&codec);
    jpeg_destroy_compress(&codec);
    const auto* first = reinterpret_cast<const std::byte*>(buffer);
    Bytes file{first, first + size};
    std::free(buffer);
    return file;
}

}  // namespace baton::media::testing
