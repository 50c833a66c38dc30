#include "core/file/magic_bytes.hpp"

#include <doctest/doctest.h>

using namespace std::string_view_literals;

namespace {

std::string_view type(std::string_view bytes) {
    return baton::core::file::media_type_of(std::as_bytes(std::span{bytes}));
}

}  // namespace

TEST_CASE("media types by their first bytes") {
    CHECK(type("\xFF\xD8\xFF\xE0\0\x10JFIF"sv) == "image/jpeg");
    CHECK(type("\x89PNG\r\n\x1A\n\0\0\0\rIHDR"sv) == "image/png");
    CHECK(type("RIFF\x10\0\0\0WEBPVP8 "sv) == "image/webp");
    CHECK(type("\0\0\0\x18"
               "ftypheic"sv) == "image/heic");
    CHECK(type("\0\0\0\x18"
               "ftypmif1"sv) == "image/heic");
    CHECK(type("\0\0\0\x20"
               "ftypavif\0\0\0\0avifmif1miafMA1B"sv) == "image/avif");
    CHECK(type("\0\0\0\x18"
               "ftypavis\0\0\0\0avisavif"sv) == "image/avif");
    CHECK(type("%PDF-1.7"sv) == "application/pdf");
    CHECK(type("<svg xmlns="sv) == "image/svg+xml");
    CHECK(type("\xEF\xBB\xBF\n<?xml version"sv) == "image/svg+xml");
}

TEST_CASE("a general picture container is what its compatible brands say") {
    CHECK(type("\0\0\0\x1C"
               "ftypmif1\0\0\0\0mif1miafavif"sv) == "image/avif");
    CHECK(type("\0\0\0\x18"
               "ftypmsf1\0\0\0\0mif1heic"sv) == "image/heic");
    // As iOS 18 names them, behind a general major brand.
    CHECK(type("\0\0\0\x2C"
               "ftypmif1\0\0\0\0mif1MiHBMiHEMiPrmiafavifMA1B"sv) == "image/avif");
    CHECK(type("\0\0\0\x18"
               "ftypmif1\0\0\0\0mif1avis"sv) == "image/avif");
    // Of a film that names a still picture's coding, that decides, as it does for the library.
    CHECK(type("\0\0\0\x1C"
               "ftypavis\0\0\0\0avismif1heic"sv) == "image/heic");
    // The brands end with the box, whatever follows it.
    CHECK(type("\0\0\0\x14"
               "ftypmif1\0\0\0\0mif1avif"sv) == "image/heic");
}

TEST_CASE("everything else is unknown") {
    for (std::string_view bytes : {""sv, "\xFF\xD8"sv, "GIF89a"sv, "RIFF\0\0\0\0WAVE"sv,
                                   "\0\0\0\x18"
                                   "ftypisom"sv,
                                   "<html>"sv, "BM"sv, "\x89PNG"sv}) {
        CHECK(type(bytes).empty());
    }
}
