#include "layout.hpp"

#include <algorithm>
#include <cstring>
#include <map>
#include <span>
#include <string>
#include <string_view>

namespace baton::media::jpeg {
namespace {

using namespace std::string_view_literals;

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

constexpr auto jfif_tag = "JFIF\0"sv;
constexpr auto exif_tag = "Exif\0\0"sv;
constexpr auto xmp_tag = "http://ns.adobe.com/xap/1.0/\0"sv;
constexpr auto icc_tag = "ICC_PROFILE\0"sv;
constexpr auto photoshop_tag = "Photoshop 3.0\0"sv;
constexpr auto adobe_tag = "Adobe"sv;
constexpr std::size_t icc_chunk_header = icc_tag.size() + 2;
constexpr std::size_t longest_payload = 0xFFFF - 2;

unsigned value(std::byte byte) {
    return std::to_integer<unsigned>(byte);
}

bool has_tag(BytesView payload, std::string_view tag) {
    return payload.size() >= tag.size() && std::memcmp(payload.data(), tag.data(), tag.size()) == 0;
}

Bytes after(BytesView payload, std::string_view tag) {
    payload = payload.subspan(tag.size());
    return {payload.begin(), payload.end()};
}

bool is_frame(unsigned marker) {
    return marker >= sof0 && marker <= sof15 && marker != dht && marker != jpg && marker != dac;
}

bool stands_alone(unsigned marker) {
    return marker == tem || (marker >= rst0 && marker <= eoi);
}

class Reader {
public:
    explicit Reader(BytesView file) : file_(file) {}

    Layout read() {
        std::size_t at = 2;
        while (at = next_marker(at), at + 2 <= file_.size()) {
            const unsigned marker = value(file_[at + 1]);
            if (marker == eoi) {
                layout_.complete = true;
                break;
            }
            if (stands_alone(marker)) {
                at += 2;
                continue;
            }
            if (at + 4 > file_.size()) {
                break;
            }
            const std::size_t length = value(file_[at + 2]) << 8 | value(file_[at + 3]);
            if (length < 2 || at + 2 + length > file_.size()) {
                break;
            }
            std::size_t end = at + 2 + length;
            const BytesView payload = file_.subspan(at + 4, length - 2);
            if (marker == sos) {
                end = end_of_scan(end);
            }
            take(marker, payload, file_.subspan(at, end - at));
            at = end;
        }
        assemble_icc();
        return std::move(layout_);
    }

private:
    // Skips fill bytes and what some cameras leave between segments, as libjpeg does.
    std::size_t next_marker(std::size_t at) const {
        while (at + 1 < file_.size()) {
            if (value(file_[at]) == 0xFF && value(file_[at + 1]) != 0xFF && value(file_[at + 1]) != 0) {
                return at;
            }
            ++at;
        }
        return file_.size();
    }

    // Entropy-coded data ends at the first marker that is neither a stuffed zero nor a restart.
    std::size_t end_of_scan(std::size_t at) const {
        while (at < file_.size()) {
            const void* found = std::memchr(file_.data() + at, 0xFF, file_.size() - at);
            if (!found) {
                break;
            }
            at = static_cast<std::size_t>(static_cast<const std::byte*>(found) - file_.data());
            if (at + 1 >= file_.size()) {
                break;
            }
            const unsigned next = value(file_[at + 1]);
            if (next == 0xFF) {
                ++at;
            } else if (next == 0 || (next >= rst0 && next < soi)) {
                at += 2;
            } else {
                return at;
            }
        }
        return file_.size();
    }

    void take(unsigned marker, BytesView payload, BytesView segment) {
        if (marker == app0) {
            if (has_tag(payload, jfif_tag) && layout_.jfif.empty()) {
                layout_.jfif = payload;
            }
        } else if (marker == app14) {
            if (has_tag(payload, adobe_tag)) {
                layout_.adobe = payload;
            }
        } else if (marker == com) {
            layout_.metadata.comments.emplace_back(payload.begin(), payload.end());
        } else if (marker >= app1 && marker <= app15) {
            take_metadata(marker, payload);
        } else if (marker < jpg0 || marker > jpg13) {
            if (is_frame(marker)) {
                take_frame(marker, payload);
            }
            take_picture(segment);
        }
    }

    void take_metadata(unsigned marker, BytesView payload) {
        Metadata& metadata = layout_.metadata;
        if (marker == app1 && has_tag(payload, exif_tag) && metadata.exif.empty()) {
            metadata.exif = after(payload, exif_tag);
        } else if (marker == app1 && has_tag(payload, xmp_tag) && metadata.xmp.empty()) {
            metadata.xmp = after(payload, xmp_tag);
        } else if (marker == app2 && has_tag(payload, icc_tag) && payload.size() > icc_chunk_header) {
            icc_count_ = value(payload[icc_tag.size() + 1]);
            icc_chunks_.emplace(value(payload[icc_tag.size()]), payload.subspan(icc_chunk_header));
        } else if (marker == app13 && has_tag(payload, photoshop_tag) && metadata.iptc.empty()) {
            metadata.iptc.assign(payload.begin(), payload.end());
        }
    }

    void take_frame(unsigned marker, BytesView payload) {
        constexpr std::size_t header = 6;
        constexpr std::size_t per_component = 3;
        if (payload.size() < header || layout_.components != 0) {
            return;
        }
        layout_.size.height = value(payload[1]) << 8 | value(payload[2]);
        layout_.size.width = value(payload[3]) << 8 | value(payload[4]);
        layout_.components = value(payload[5]);
        count_coefficients(payload.subspan(header));
        layout_.progressive = marker % 4 == sof2 % 4;
        layout_.arithmetic = marker >= sof9;
        if (layout_.components == 3 && payload.size() >= header + 3 * per_component) {
            layout_.names_rgb = value(payload[header]) == 'R' && value(payload[header + per_component]) == 'G' &&
                                value(payload[header + 2 * per_component]) == 'B';
        }
    }

    // A component's share of the picture is its sampling factors against the largest ones.
    void count_coefficients(BytesView components) {
        unsigned most = 1;
        unsigned sum = 0;
        for (std::size_t at = 1; at < components.size(); at += 3) {
            const unsigned factors = (value(components[at]) >> 4) * (value(components[at]) & 0xF);
            most = std::max(most, factors);
            sum += factors;
        }
        layout_.coefficients = layout_.size.pixels() * sum / most;
    }

    // Neighbours are joined: most files then have one run.
    void take_picture(BytesView segment) {
        if (!layout_.picture.empty()) {
            BytesView& last = layout_.picture.back();
            if (last.data() + last.size() == segment.data()) {
                last = {last.data(), last.size() + segment.size()};
                return;
            }
        }
        layout_.picture.push_back(segment);
    }

    void assemble_icc() {
        if (icc_chunks_.size() != icc_count_) {
            return;
        }
        unsigned expected = 1;
        for (const auto& [number, chunk] : icc_chunks_) {
            if (number != expected++) {
                layout_.icc.clear();
                return;
            }
            layout_.icc.insert(layout_.icc.end(), chunk.begin(), chunk.end());
        }
    }

    BytesView file_;
    Layout layout_;
    std::map<unsigned, BytesView> icc_chunks_;
    std::size_t icc_count_ = 0;
};

void put(Bytes& to, BytesView bytes) {
    to.insert(to.end(), bytes.begin(), bytes.end());
}

void put(Bytes& to, std::string_view text) {
    put(to, std::as_bytes(std::span{text}));
}

void put_segment(Bytes& to, unsigned marker, std::string_view tag, BytesView payload) {
    const std::size_t length = tag.size() + payload.size();
    if (length > longest_payload) {
        return;
    }
    for (std::size_t byte : {std::size_t{0xFF}, std::size_t{marker}, (length + 2) >> 8, (length + 2) & 0xFF}) {
        to.push_back(static_cast<std::byte>(byte));
    }
    put(to, tag);
    put(to, payload);
}

void put_icc(Bytes& to, BytesView icc) {
    constexpr std::size_t chunk = longest_payload - icc_chunk_header;
    const std::size_t count = (icc.size() + chunk - 1) / chunk;
    if (count > 255) {
        return;
    }
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
    if (jfif.size() < without_thumbnail) {
        return;
    }
    Bytes header{jfif.begin(), jfif.begin() + without_thumbnail};
    header[without_thumbnail - 2] = header[without_thumbnail - 1] = std::byte{0};
    put_segment(to, app0, {}, header);
}

}  // namespace

Layout read_layout(BytesView file) {
    return Reader{file}.read();
}

Bytes write_file(const Layout& layout, BytesView icc, const Metadata* metadata) {
    Bytes file;
    std::size_t size = icc.size() + 4096;
    for (BytesView run : layout.picture) {
        size += run.size();
    }
    file.reserve(size);
    put(file, "\xFF\xD8"sv);
    put_jfif(file, layout.jfif);
    if (metadata) {
        if (!metadata->exif.empty()) {
            put_segment(file, app1, exif_tag, metadata->exif);
        }
        if (!metadata->xmp.empty()) {
            put_segment(file, app1, xmp_tag, metadata->xmp);
        }
        if (!metadata->iptc.empty()) {
            put_segment(file, app13, {}, metadata->iptc);
        }
    }
    put_icc(file, icc);
    if (!layout.adobe.empty()) {
        put_segment(file, app14, {}, layout.adobe.first(std::min<std::size_t>(layout.adobe.size(), 12)));
    }
    if (metadata) {
        for (const Bytes& comment : metadata->comments) {
            put_segment(file, com, {}, comment);
        }
    }
    for (BytesView run : layout.picture) {
        put(file, run);
    }
    put(file, "\xFF\xD9"sv);
    return file;
}

}  // namespace baton::media::jpeg
