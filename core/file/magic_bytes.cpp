#include "core/file/magic_bytes.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace baton::core::file {

using namespace std::string_view_literals;

namespace {

bool is_one_of(std::span<const std::string_view> brands, std::string_view brand) {
    return std::ranges::find(brands, brand) != brands.end();
}

/// `ftyp` of ISO/IEC 14496-12: size, type, major brand, version, compatible brands. A general major brand says only "a
/// picture", and `avis` a film; then the first compatible one that names the coding of a still picture decides. Without
/// any, a film is taken for AVIF and all else for HEIC.
std::string_view type_of_heif(std::string_view text) {
    constexpr std::array<std::string_view, 8> hevc{"heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs"};
    constexpr std::array<std::string_view, 4> general{"mif1", "msf1", "miaf", "avis"};
    constexpr std::size_t first_compatible = 16;
    const std::string_view major = text.substr(8, 4);
    if (is_one_of(hevc, major)) return "image/heic";
    if (major == "avif") return "image/avif";
    if (!is_one_of(general, major)) return {};
    std::size_t box = 0;
    for (const char c : text.substr(0, 4)) box = box << 8 | static_cast<unsigned char>(c);
    bool film = major == "avis";
    for (std::size_t at = first_compatible; at + 4 <= std::min({box, text.size(), head_size}); at += 4) {
        const std::string_view brand = text.substr(at, 4);
        if (is_one_of(hevc, brand)) return "image/heic";
        if (brand == "avif") return "image/avif";
        film = film || brand == "avis";
    }
    return film ? "image/avif" : "image/heic";
}

bool looks_like_svg(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    while (!text.empty() &&
           (text.front() == ' ' || text.front() == '\t' || text.front() == '\r' || text.front() == '\n')) {
        text.remove_prefix(1);
    }
    return text.starts_with("<svg") || text.starts_with("<?xml") || text.starts_with("<!DOCTYPE svg") ||
           text.starts_with("<!--");
}

}  // namespace

std::string_view media_type_of(std::span<const std::byte> head) {
    const std::string_view text{reinterpret_cast<const char*>(head.data()), head.size()};
    if (text.starts_with("\xFF\xD8\xFF"sv)) return "image/jpeg";
    if (text.starts_with("\x89PNG\r\n\x1A\n"sv)) return "image/png";
    if (text.size() >= 12 && text.starts_with("RIFF"sv) && text.substr(8, 4) == "WEBP"sv) return "image/webp";
    if (text.size() >= 12 && text.substr(4, 4) == "ftyp"sv) return type_of_heif(text);
    if (text.starts_with("%PDF-"sv)) return "application/pdf";
    if (looks_like_svg(text)) return "image/svg+xml";
    return {};
}

}  // namespace baton::core::file
