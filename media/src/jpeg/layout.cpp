#include "media/src/jpeg/layout.hpp"

#include "media/src/jpeg/markers.hpp"

#include <algorithm>
#include <cstring>
#include <map>
#include <string_view>
#include <utility>

namespace baton::media::jpeg {
namespace {

// A file may consist of millions, and each would be an allocation.
constexpr std::size_t most_comments = 100;

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
            if (at + 4 > file_.size()) break;
            const std::size_t length = value(file_[at + 2]) << 8 | value(file_[at + 3]);
            if (length < 2 || at + 2 + length > file_.size()) break;
            std::size_t end = at + 2 + length;
            const BytesView payload = file_.subspan(at + 4, length - 2);
            if (marker == sos) {
                end = end_of_scan(end);
                ++layout_.scans;
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
            if (value(file_[at]) == 0xFF && value(file_[at + 1]) != 0xFF && value(file_[at + 1]) != 0) return at;
            ++at;
        }
        return file_.size();
    }

    // Entropy-coded data ends at the first marker that is neither a stuffed zero nor a restart.
    std::size_t end_of_scan(std::size_t at) const {
        while (at < file_.size()) {
            const void* found = std::memchr(file_.data() + at, 0xFF, file_.size() - at);
            if (!found) break;
            at = static_cast<std::size_t>(static_cast<const std::byte*>(found) - file_.data());
            if (at + 1 >= file_.size()) break;
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
            if (has_tag(payload, jfif_tag) && layout_.jfif.empty()) layout_.jfif = payload;
        } else if (marker == app14) {
            if (has_tag(payload, adobe_tag)) layout_.adobe = payload;
        } else if (marker == com) {
            if (layout_.metadata.comments.size() < most_comments) {
                layout_.metadata.comments.emplace_back(payload.begin(), payload.end());
            }
        } else if (marker >= app1 && marker <= app15) {
            take_metadata(marker, payload);
        } else if (marker < jpg0 || marker > jpg13) {
            if (is_frame(marker)) take_frame(marker, payload);
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
        if (payload.size() < header || layout_.components != 0) return;
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
        if (icc_chunks_.size() != icc_count_) return;
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

}  // namespace

Layout read_layout(BytesView file) {
    return Reader{file}.read();
}

}  // namespace baton::media::jpeg
