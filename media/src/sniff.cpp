#include <baton/media/sniff.hpp>

#include <algorithm>
#include <array>
#include <string_view>

namespace baton::media {
namespace {

using namespace std::string_view_literals;

// The brands that promise a picture coded as HEVC (ISO/IEC 23008-12, annex B) or AV1 (AVIF; "avis" are films, which
// name "avif" too if they have a still picture).
constexpr std::array hevc_brands{"heic"sv, "heix"sv, "heim"sv, "heis"sv, "hevc"sv, "hevx"sv, "hevm"sv, "hevs"sv};
constexpr std::array general_brands{"mif1"sv, "msf1"sv, "miaf"sv, "avis"sv};

Kind kind_of_brand(std::string_view brand) {
    if (std::ranges::find(hevc_brands, brand) != hevc_brands.end()) return Kind::heic;
    return brand == "avif" ? Kind::avif : Kind::unknown;
}

// `ftyp`: size, "ftyp", major brand, minor version, compatible brands. "mif1" alone says only "a picture": the
// compatible brands then tell HEVC from AV1.
Kind heif_kind(std::string_view text) {
    if (text.size() < 16 || text.substr(4, 4) != "ftyp") return Kind::unknown;
    const std::string_view major = text.substr(8, 4);
    if (const Kind kind = kind_of_brand(major); kind != Kind::unknown) return kind;
    if (std::ranges::find(general_brands, major) == general_brands.end()) return Kind::unknown;
    auto byte = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(text[i])); };
    std::size_t box = byte(0) << 24 | byte(1) << 16 | byte(2) << 8 | byte(3);
    // The server looks no farther (core/file/magic_bytes.hpp).
    constexpr std::size_t looked_at = 128;
    for (std::size_t at = 16; at + 4 <= std::min({box, text.size(), looked_at}); at += 4) {
        if (const Kind kind = kind_of_brand(text.substr(at, 4)); kind != Kind::unknown) return kind;
    }
    return Kind::unknown;
}

// Skips what XML allows before its root element: a byte order mark, blanks, declarations, comments.
bool is_svg(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    while (true) {
        text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
        std::string_view end = text.starts_with("<!--") ? "-->"sv
                               : text.starts_with("<?") ? "?>"sv
                               : text.starts_with("<!") ? ">"sv
                                                        : ""sv;
        if (end.empty()) {
            return text.size() > 4 && text.starts_with("<svg") && " \t\r\n/>"sv.find(text[4]) != std::string_view::npos;
        }
        auto at = text.find(end);
        if (at == std::string_view::npos) return false;
        text.remove_prefix(at + end.size());
    }
}

}  // namespace

Kind sniff(BytesView file) {
    // Where an SVG's root element must begin at the latest; the other kinds need a few bytes.
    constexpr std::size_t looked_at = 4096;
    std::string_view text{reinterpret_cast<const char*>(file.data()), std::min(file.size(), looked_at)};
    if (text.starts_with("\xFF\xD8\xFF")) return Kind::jpeg;
    if (text.starts_with("\x89PNG\r\n\x1A\n")) return Kind::png;
    if (text.starts_with("RIFF") && text.size() >= 12 && text.substr(8, 4) == "WEBP") return Kind::webp;
    if (text.starts_with("%PDF-")) return Kind::pdf;
    if (const Kind kind = heif_kind(text); kind != Kind::unknown) return kind;
    return is_svg(text) ? Kind::svg : Kind::unknown;
}

std::string_view media_type(Kind kind) {
    switch (kind) {
        case Kind::jpeg:
            return "image/jpeg";
        case Kind::png:
            return "image/png";
        case Kind::webp:
            return "image/webp";
        case Kind::heic:
            return "image/heic";
        case Kind::avif:
            return "image/avif";
        case Kind::svg:
            return "image/svg+xml";
        case Kind::pdf:
            return "application/pdf";
        case Kind::unknown:
            break;
    }
    return "application/octet-stream";
}

}  // namespace baton::media
