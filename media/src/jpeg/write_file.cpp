#include "media/src/jpeg/layout.hpp"
#include "media/src/jpeg/markers.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <string_view>

namespace baton::media::jpeg {
namespace {

void put(Bytes& to, BytesView bytes) {
    to.insert(to.end(), bytes.begin(), bytes.end());
}

void put(Bytes& to, std::string_view text) {
    put(to, std::as_bytes(std::span{text}));
}

void put_segment(Bytes& to, unsigned marker, std::string_view tag, BytesView payload) {
    const std::size_t length = tag.size() + payload.size();
    if (length > longest_payload) return;
    for (std::size_t byte : {std::size_t{0xFF}, std::size_t{marker}, (length + 2) >> 8, (length + 2) & 0xFF}) {
        to.push_back(static_cast<std::byte>(byte));
    }
    put(to, tag);
    put(to, payload);
}

void put_icc(Bytes& to, BytesView icc) {
    constexpr std::size_t chunk = longest_payload - icc_chunk_header;
    const std::size_t count = (icc.size() + chunk - 1) / chunk;
    if (count > 255) return;
    for (std::size_t i = 0; i < count; ++i) {
        std::string tag{icc_tag};
        tag.push_back(static_cast<char>(i + 1));
        tag.push_back(static_cast<char>(count));
        put_segment(to, app2, tag, icc.subspan(i * chunk, std::min(chunk, icc.size() - i * chunk)));
    }
}

// A JFIF header may carry a thumbnail, and that shows the picture as it once was.
void put_jfif(Bytes& to, BytesView jfif) {
    constexpr std::size_t without_thumbnail = 14;
    if (jfif.size() < without_thumbnail) return;
    Bytes header{jfif.begin(), jfif.begin() + without_thumbnail};
    header[without_thumbnail - 2] = header[without_thumbnail - 1] = std::byte{0};
    put_segment(to, app0, {}, header);
}

}  // namespace

Bytes write_file(const Layout& layout, BytesView icc, const Metadata* metadata) {
    Bytes file;
    std::size_t size = icc.size() + 4096;
    for (BytesView run : layout.picture) size += run.size();
    file.reserve(size);
    put(file, "\xFF\xD8"sv);
    put_jfif(file, layout.jfif);
    if (metadata) {
        if (!metadata->exif.empty()) put_segment(file, app1, exif_tag, metadata->exif);
        if (!metadata->xmp.empty()) put_segment(file, app1, xmp_tag, metadata->xmp);
        if (!metadata->iptc.empty()) put_segment(file, app13, {}, metadata->iptc);
    }
    put_icc(file, icc);
    if (!layout.adobe.empty()) {
        put_segment(file, app14, {}, layout.adobe.first(std::min<std::size_t>(layout.adobe.size(), 12)));
    }
    if (metadata) {
        for (const Bytes& comment : metadata->comments) put_segment(file, com, {}, comment);
    }
    for (BytesView run : layout.picture) put(file, run);
    put(file, "\xFF\xD9"sv);
    return file;
}

}  // namespace baton::media::jpeg
