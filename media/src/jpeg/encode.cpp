#include "media/src/jpeg/errors.hpp"
#include "media/src/jpeg/layout.hpp"

#include <baton/media/jpeg.hpp>

#include <jerror.h>

#include <algorithm>
#include <cmath>
#include <new>

namespace baton::media {
namespace {

static_assert(longest_jpeg_side == JPEG_MAX_DIMENSION);

/// Collects the file in a vector. libjpeg's own memory destination says where its buffer went only at the very end:
/// after an error in the middle nobody could free it.
struct Collector : jpeg_destination_mgr {
    Collector() {
        init_destination = [](j_compress_ptr codec) { provide(codec, 0); };
        empty_output_buffer = [](j_compress_ptr codec) -> boolean {
            provide(codec, of(codec).bytes.size());
            return TRUE;
        };
        term_destination = [](j_compress_ptr codec) {
            Collector& own = of(codec);
            own.bytes.resize(own.bytes.size() - own.free_in_buffer);
        };
    }

    static Collector& of(j_compress_ptr codec) { return *static_cast<Collector*>(codec->dest); }

    bool grow(std::size_t filled) {
        try {
            bytes.resize(std::max<std::size_t>(64 * 1024, bytes.size() * 2));
        } catch (const std::bad_alloc&) {
            return false;
        }
        next_output_byte = reinterpret_cast<JOCTET*>(bytes.data() + filled);
        free_in_buffer = bytes.size() - filled;
        return true;
    }

    /// Room after the first `filled` bytes. An exception must not pass through libjpeg, so it becomes libjpeg's own.
    static void provide(j_compress_ptr codec, std::size_t filled) {
        if (!of(codec).grow(filled)) ERREXIT1(codec, JERR_OUT_OF_MEMORY, 0);
    }

    Bytes bytes;
};

class Encoder {
public:
    Encoder() { codec_.err = &errors_; }
    Encoder(const Encoder&) = delete;
    Encoder& operator=(const Encoder&) = delete;
    ~Encoder() { jpeg_destroy_compress(&codec_); }

    bool encode(const Image& image, const JpegOptions& options) {
        return jpeg::attempt(errors_, [&] {
            jpeg_create_compress(&codec_);
            codec_.dest = &collector_;
            codec_.image_width = image.size().width;
            codec_.image_height = image.size().height;
            codec_.input_components = static_cast<int>(image.channels());
            codec_.in_color_space = image.channels() == 1 ? JCS_GRAYSCALE : JCS_RGB;
            jpeg_set_defaults(&codec_);
            jpeg_set_quality(&codec_, options.quality, TRUE);
            codec_.optimize_coding = options.smallest ? TRUE : FALSE;
            if (options.dpi > 0) {
                constexpr int per_inch = 1;
                codec_.density_unit = per_inch;
                codec_.X_density = codec_.Y_density =
                    static_cast<UINT16>(std::clamp(std::lround(options.dpi), 1L, 65535L));
            }
            if (image.channels() == 3) {
                codec_.comp_info[0].h_samp_factor = options.subsampling.horizontal;
                codec_.comp_info[0].v_samp_factor = options.subsampling.vertical;
            }
            jpeg_start_compress(&codec_, TRUE);
            while (codec_.next_scanline < codec_.image_height) {
                // libjpeg takes rows it promises not to change without `const`.
                auto* row = const_cast<JSAMPLE*>(image.row(codec_.next_scanline));
                jpeg_write_scanlines(&codec_, &row, 1);
            }
            jpeg_finish_compress(&codec_);
        });
    }

    BytesView bytes() const { return collector_.bytes; }

private:
    jpeg::Errors errors_;
    jpeg_compress_struct codec_{};
    Collector collector_;
};

}  // namespace

result<Bytes> encode_jpeg(const Image& image, const JpegOptions& options) {
    if (image.size().long_side() > longest_jpeg_side) {
        return Error{errc::too_large, "a side of the picture is longer than a JPEG can be", {}};
    }
    JpegOptions supported = options;
    const auto plain = [](int factor) { return factor == 1 || factor == 2; };
    if (!plain(options.subsampling.horizontal) || !plain(options.subsampling.vertical)) supported.subsampling = {2, 2};
    Encoder encoder;
    if (!encoder.encode(image, supported)) return Error{errc::processing_failed, "the JPEG could not be encoded", {}};
    return jpeg::write_file(jpeg::read_layout(encoder.bytes()), options.icc, options.metadata);
}

}  // namespace baton::media
