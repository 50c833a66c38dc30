#include "media/src/icc.hpp"
#include "media/src/jpeg/codec.hpp"
#include "media/src/jpeg/errors.hpp"
#include "media/src/limits.hpp"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

namespace baton::media::jpeg {
namespace {

// A progressive file may repeat its scans; each costs a pass over the picture and may be a few bytes long. Real ones
// have about ten, those of optimizers some thirty. decision 0014
constexpr int most_scans = 100;

void stop_at_scan_limit(j_common_ptr codec) {
    const auto* decoder = reinterpret_cast<j_decompress_ptr>(codec);
    if (decoder->input_scan_number > most_scans) give_up(codec, "too many scans");
}

class Decoder {
public:
    explicit Decoder(BytesView file) : file_(file) {
        codec_.err = &errors_;
        progress_.progress_monitor = stop_at_scan_limit;
    }
    Decoder(const Decoder&) = delete;
    Decoder& operator=(const Decoder&) = delete;
    ~Decoder() { jpeg_destroy_decompress(&codec_); }

    // `scans`: how many there seem to be; what libjpeg makes of the markers is counted too. Errors: unsupported_media,
    // too_large.
    result<void> read_header(std::uint64_t max_pixels, int scans) {
        const bool ok = attempt(errors_, [this] {
            jpeg_create_decompress(&codec_);
            codec_.progress = &progress_;
            jpeg_mem_src(&codec_, reinterpret_cast<const unsigned char*>(file_.data()), file_.size());
            jpeg_read_header(&codec_, TRUE);
        });
        if (!ok) return errors_.refusal();
        if (scans > most_scans) return Error{errc::unsupported_media, "the JPEG does not decode: too many scans", {}};
        if (auto allowed = check_size(stored(), max_pixels); !allowed) return allowed;
        if (codec_.jpeg_color_space == JCS_UNKNOWN) {
            return Error{errc::unsupported_media, "the JPEG has an unknown kind of colours", {}};
        }
        return {};
    }

    Size stored() const { return {codec_.image_width, codec_.image_height}; }
    bool cmyk() const { return codec_.jpeg_color_space == JCS_CMYK || codec_.jpeg_color_space == JCS_YCCK; }
    bool grey() const { return codec_.jpeg_color_space == JCS_GRAYSCALE; }
    const Errors& errors() const { return errors_; }

    Subsampling subsampling() const {
        if (grey() || codec_.num_components < 2) return {};
        const auto& chroma = codec_.comp_info[1];
        return {codec_.max_h_samp_factor / std::max(chroma.h_samp_factor, 1),
                codec_.max_v_samp_factor / std::max(chroma.v_samp_factor, 1)};
    }

    // Decodes at `eighths`/8 of the size, into RGB or grey. Without an image the rows are thrown away.
    result<void> read_pixels(unsigned eighths, bool rgb, Image* image) {
        bool ok = attempt(errors_, [&] {
            codec_.scale_num = eighths;
            codec_.scale_denom = 8;
            codec_.out_color_space = cmyk() ? JCS_CMYK : rgb ? JCS_RGB : JCS_GRAYSCALE;
            jpeg_start_decompress(&codec_);
        });
        if (!ok) return errors_.refusal();
        if (image) *image = Image{{codec_.output_width, codec_.output_height}, rgb || cmyk() ? 3U : 1U};
        std::vector<JSAMPLE> row(std::size_t{codec_.output_width} * static_cast<unsigned>(codec_.output_components));
        JSAMPLE* const scratch = row.data();
        ok = attempt(errors_, [&] {
            while (codec_.output_scanline < codec_.output_height) {
                const auto y = codec_.output_scanline;
                JSAMPLE* target = image && !cmyk() ? image->row(y) : scratch;
                jpeg_read_scanlines(&codec_, &target, 1);
                if (image && cmyk()) to_rgb(scratch, image->row(y));
            }
            jpeg_finish_decompress(&codec_);
        });
        if (!ok || errors_.lost_pixels) return errors_.refusal();
        return {};
    }

private:
    // Inks are stored inverted (0 is full ink), as Adobe started it and as every browser reads them. Without a colour
    // engine the plain formula has to do.
    void to_rgb(const JSAMPLE* from, std::uint8_t* to) const {
        for (JDIMENSION x = 0; x < codec_.output_width; ++x, from += 4) {
            for (int c = 0; c < 3; ++c) *to++ = static_cast<std::uint8_t>((from[c] * from[3] + 127) / 255);
        }
    }

    BytesView file_;
    Errors errors_;
    jpeg_progress_mgr progress_{};
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

result<Size> size(BytesView file) {
    Decoder decoder{file};
    if (auto read = decoder.read_header(std::numeric_limits<std::uint64_t>::max(), 0); !read) return read.error();
    return decoder.stored();
}

result<Header> check(BytesView file, const Layout& layout, std::uint64_t max_pixels) {
    Decoder decoder{file};
    if (auto read = decoder.read_header(max_pixels, layout.scans); !read) return read.error();
    if (auto read = decoder.read_pixels(1, !decoder.grey(), nullptr); !read) return read.error();
    Header header = header_of(decoder, layout);
    header.irregular = decoder.errors().warned;
    return header;
}

result<Picture> decode(BytesView file, const DecodeOptions& options) {
    Layout layout = read_layout(file);
    Decoder decoder{file};
    if (auto read = decoder.read_header(options.max_pixels, layout.scans); !read) return read.error();
    // A grey picture may come with an RGB profile, and only an RGB picture can keep that.
    const bool rgb = !options.grey && (!decoder.grey() || icc_fits(layout.icc, 3));
    Picture picture;
    picture.header = header_of(decoder, layout);
    picture.subsampling = decoder.subsampling();
    const unsigned eighths = eighths_for(decoder.stored().long_side(), options);
    if (auto read = decoder.read_pixels(eighths, rgb, &picture.image); !read) return read.error();
    if (!decoder.cmyk()) picture.icc = fitting_icc(std::move(layout.icc), picture.image.channels());
    picture.metadata = std::move(layout.metadata);
    return picture;
}

}  // namespace baton::media::jpeg
