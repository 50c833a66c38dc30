#include "core/file/magic_bytes.hpp"

#include <array>

namespace baton::core::file {

using namespace std::string_view_literals;

namespace {

bool is_heif_brand(std::string_view brand) {
    constexpr std::array<std::string_view, 10> brands{"heic", "heix", "heim", "heis", "hevc",
                                                      "hevx", "hevm", "hevs", "mif1", "msf1"};
    for (const auto& each : brands) {
        if (each == brand) return true;
    }
    return false;
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
    if (text.size() >= 12 && text.substr(4, 4) == "ftyp"sv && is_heif_brand(text.substr(8, 4))) return "image/heic";
    if (text.starts_with("%PDF-"sv)) return "application/pdf";
    if (looks_like_svg(text)) return "image/svg+xml";
    return {};
}

}  // namespace baton::core::file
