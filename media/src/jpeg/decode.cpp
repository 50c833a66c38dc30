#include "media/src/icc.hpp"
#include "media/src/jpeg/codec.hpp"
#include "media/src/jpeg/errors.hpp"
#include "media/src/jpeg/markers.hpp"
#include "media/src/limits.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace baton::media::jpeg {
namespace {

// A progressive file may repeat its scans; each costs a pass over the picture and may be a few bytes long. Real ones
// have about ten, those of optimizers some thirty. decision 0014
constexpr int most_scans = 100;

class Decoder {
public:
    explicit Decoder(BytesView file) : file_(file) { codec_.err = &errors_; }
    Decoder(const Decoder&) = delete;
    Decoder& operator=(const Decoder&) = delete;
    ~Decoder() { jpeg_destroy_decompress(&codec_); }

    // `scans`: how many there seem to be; what libjpeg makes of the markers is counted too. Errors: unsupported_media,
    // too_large.
    result<void> read_header(std::uint64_t max_pixels, int scans) {
        const bool ok = attempt(errors_, [this] {
            jpeg_create_decompress(&codec_);
            jpeg_mem_src(&codec_, reinterpret_cast<const unsigned char*>(file_.data()), file_.size());
            jpeg_read_header(&codec_, TRUE);
        });
        if (!ok) return errors_.refusal();
        stored_ = {codec_.image_width, codec_.image_height};
        arithmetic_ = codec_.arith_code;
        if (scans > most_scans) return Error{errc::unsupported_media, "the JPEG does not decode: too many scans", {}};
        if (auto allowed = check_size(stored(), max_pixels); !allowed) return allowed;
        if (codec_.jpeg_color_space == JCS_UNKNOWN) {
            return Error{errc::unsupported_media, "the JPEG has an unknown kind of colours", {}};
        }
        return {};
    }

    Size stored() const { return stored_; }
    bool cmyk() const { return codec_.jpeg_color_space == JCS_CMYK || codec_.jpeg_color_space == JCS_YCCK; }
    bool grey() const { return codec_.jpeg_color_space == JCS_GRAYSCALE; }
    const Errors& errors() const { return errors_; }

    Subsampling subsampling() const {
        if (grey() || codec_.num_components < 2) return {};
        const auto& chroma = codec_.comp_info[1];
        return {codec_.max_h_samp_factor / std::max(chroma.h_samp_factor, 1),
                codec_.max_v_samp_factor / std::max(chroma.v_samp_factor, 1)};
    }

    // Where the picture is over, if no EOI follows; once its pixels are read.
    std::optional<std::size_t> unended_at() const { return unended_at_; }

    // Decodes at `eighths`/8 of the size, into RGB or grey. Without an image the rows are thrown away.
    result<void> read_pixels(unsigned eighths, bool rgb, Image* image) {
        bool ok = attempt(errors_, [&] {
            codec_.scale_num = eighths;
            codec_.scale_denom = 8;
            codec_.out_color_space = cmyk() ? JCS_CMYK : rgb ? JCS_RGB : JCS_GRAYSCALE;
            codec_.buffered_image = jpeg_has_multiple_scans(&codec_);
            jpeg_start_decompress(&codec_);
            if (codec_.buffered_image) read_scans();
        });
        if (!ok) return errors_.refusal();
        if (image) *image = Image{{codec_.output_width, codec_.output_height}, rgb || cmyk() ? 3U : 1U};
        std::vector<JSAMPLE> row(std::size_t{codec_.output_width} * static_cast<unsigned>(codec_.output_components));
        JSAMPLE* const scratch = row.data();
        ok = attempt(errors_, [&] {
            if (codec_.buffered_image) jpeg_start_output(&codec_, codec_.input_scan_number);
            while (codec_.output_scanline < codec_.output_height) {
                const auto y = codec_.output_scanline;
                JSAMPLE* target = image && !cmyk() ? image->row(y) : scratch;
                jpeg_read_scanlines(&codec_, &target, 1);
                if (image && cmyk()) to_rgb(scratch, image->row(y));
            }
        });
        if (!ok || errors_.lost_pixels) return errors_.refusal();
        return find_end();
    }

private:
    // All scans there are, or all that the picture needs. May fail as libjpeg does.
    void read_scans() {
        while (true) {
            const int state = jpeg_consume_input(&codec_);
            if (codec_.input_scan_number > most_scans) give_up(as_common(), "too many scans");
            if (state == JPEG_REACHED_EOI) break;
            if (state == JPEG_SCAN_COMPLETED && has_every_coefficient()) return;
        }
        if (errors_.ended_early) give_up(as_common(), "the file ends before its last scan");
    }

    // True once each component was there and, if scans refine each other, to its last bit.
    bool has_every_coefficient() const {
        for (int c = 0; c < codec_.num_components; ++c) {
            if (!codec_.comp_info[c].quant_table) return false;
            if (!codec_.coef_bits) continue;
            const int* const missing = codec_.coef_bits[c];
            if (std::any_of(missing, missing + DCTSIZE2, [](int bits) { return bits != 0; })) return false;
        }
        return true;
    }

    // decision 0004: all pixels are there; what follows only says whether the file is a regular one. Arithmetic coding
    // leaves zeros at the end of its data out: there nobody can tell without EOI whether anything is missing.
    result<void> find_end() {
        const std::size_t end = position();
        const int scans = codec_.input_scan_number;
        bool ended = false;
        const bool ok = attempt(errors_, [&] {
            int state = JPEG_ROW_COMPLETED;
            while (state != JPEG_REACHED_EOI && codec_.input_scan_number == scans) state = jpeg_consume_input(&codec_);
            ended = state == JPEG_REACHED_EOI;
        });
        if (ok && ended && !errors_.ended_early) return {};
        if (arithmetic_) return Error{errc::unsupported_media, "the JPEG does not decode: its end is missing", {}};
        errors_.warned = true;
        unended_at_ = end;
        return {};
    }

    // How far the file was read: a marker that was met is not part of it.
    std::size_t position() const {
        const auto* const first = reinterpret_cast<const JOCTET*>(file_.data());
        const JOCTET* const next = codec_.src->next_input_byte;
        // At the file's end libjpeg reads an EOI of its own, elsewhere.
        const std::less<> before;
        if (before(next, first) || before(first + file_.size(), next)) return file_.size();
        return static_cast<std::size_t>(next - first) - (codec_.unread_marker != 0 ? 2 : 0);
    }

    j_common_ptr as_common() { return reinterpret_cast<j_common_ptr>(&codec_); }

    // Inks are stored inverted (0 is full ink), as Adobe started it and as every browser reads them. Without a colour
    // engine the plain formula has to do.
    void to_rgb(const JSAMPLE* from, std::uint8_t* to) const {
        for (JDIMENSION x = 0; x < codec_.output_width; ++x, from += 4) {
            for (int c = 0; c < 3; ++c) *to++ = static_cast<std::uint8_t>((from[c] * from[3] + 127) / 255);
        }
    }

    BytesView file_;
    Errors errors_;
    // As the header had it: libjpeg takes over a second one that follows the pixels before it refuses it.
    Size stored_;
    bool arithmetic_ = false;
    std::optional<std::size_t> unended_at_;
    jpeg_decompress_struct codec_{};
};

Header header_of(const Decoder& decoder, const Layout& layout) {
    return {Kind::jpeg, decoder.stored(), exif_orientation(layout.metadata.exif)};
}

// The IDCT can scale by itself. Only the sizes that libjpeg-turbo has vector code for are worth it.
unsigned eighths_for(std::uint32_t long_side, const DecodeOptions& options) {
    if (options.long_side == 0 && options.least_scale <= 0) return 8;
    for (unsigned eighths : {1U, 2U, 4U}) {
        if (std::uint64_t{long_side} * eighths / 8 >= options.long_side && eighths / 8.0 >= options.least_scale) {
            return eighths;
        }
    }
    return 8;
}

}  // namespace

Bytes ended_at(BytesView file, std::size_t end) {
    Bytes ended;
    ended.reserve(end + 2);
    ended.assign(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(end));
    ended.insert(ended.end(), {std::byte{0xFF}, std::byte{eoi}});
    return ended;
}

result<Size> size(BytesView file) {
    Decoder decoder{file};
    if (auto read = decoder.read_header(std::numeric_limits<std::uint64_t>::max(), 0); !read) return read.error();
    return decoder.stored();
}

result<Checked> check(BytesView file, const Layout& layout, std::uint64_t max_pixels) {
    Decoder decoder{file};
    if (auto read = decoder.read_header(max_pixels, layout.scans); !read) return read.error();
    if (auto read = decoder.read_pixels(1, !decoder.grey(), nullptr); !read) return read.error();
    Header header = header_of(decoder, layout);
    if (const auto end = decoder.unended_at()) header = header_of(decoder, read_layout(file.first(*end)));
    header.irregular = decoder.errors().warned;
    return Checked{header, decoder.unended_at()};
}

result<Picture> decode(BytesView file, const DecodeOptions& options) {
    Layout layout = read_layout(file);
    Decoder decoder{file};
    if (auto read = decoder.read_header(options.max_pixels, layout.scans); !read) return read.error();
    // A grey picture may come with an RGB profile, and only an RGB picture can keep that.
    const bool rgb = !options.grey && (!decoder.grey() || icc_fits(layout.icc, 3));
    Picture picture;
    picture.subsampling = decoder.subsampling();
    const unsigned eighths = eighths_for(decoder.stored().long_side(), options);
    if (auto read = decoder.read_pixels(eighths, rgb, &picture.image); !read) return read.error();
    // What follows the picture may have markers too.
    if (const auto end = decoder.unended_at()) layout = read_layout(file.first(*end));
    picture.header = header_of(decoder, layout);
    if (!decoder.cmyk()) picture.icc = fitting_icc(std::move(layout.icc), picture.image.channels());
    picture.metadata = std::move(layout.metadata);
    return picture;
}

}  // namespace baton::media::jpeg
