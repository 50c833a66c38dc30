#pragma once

#include <cstddef>
#include <string_view>

namespace baton::media::jpeg {

/// The markers that matter here (ITU-T T.81, table B.1).
enum Marker : unsigned {
    sof0 = 0xC0,
    sof2 = 0xC2,
    dht = 0xC4,
    jpg = 0xC8,
    sof9 = 0xC9,
    dac = 0xCC,
    sof15 = 0xCF,
    rst0 = 0xD0,
    soi = 0xD8,
    eoi = 0xD9,
    sos = 0xDA,
    app0 = 0xE0,
    app1 = 0xE1,
    app2 = 0xE2,
    app13 = 0xED,
    app14 = 0xEE,
    app15 = 0xEF,
    jpg0 = 0xF0,
    jpg13 = 0xFD,
    com = 0xFE,
    tem = 0x01,
};

using std::string_view_literals::operator""sv;

// How the payloads of application segments begin.
inline constexpr auto jfif_tag = "JFIF\0"sv;
inline constexpr auto exif_tag = "Exif\0\0"sv;
inline constexpr auto xmp_tag = "http://ns.adobe.com/xap/1.0/\0"sv;
inline constexpr auto icc_tag = "ICC_PROFILE\0"sv;
inline constexpr auto photoshop_tag = "Photoshop 3.0\0"sv;
inline constexpr auto adobe_tag = "Adobe"sv;
/// The tag, the chunk's number from 1 and the number of chunks.
inline constexpr std::size_t icc_chunk_header = icc_tag.size() + 2;
inline constexpr std::size_t longest_payload = 0xFFFF - 2;

}  // namespace baton::media::jpeg
