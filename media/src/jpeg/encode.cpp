#include "errors.hpp"
#include "layout.hpp"

#include <baton/media/jpeg.hpp>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace baton::media {
namespace {

class Encoder {
public:
    Encoder() { codec_.err = &errors_; }
    Encoder(const Encoder&) = delete;
    Encoder& operator=(const Encoder&) = delete;
    ~Encoder() {
        jpeg_destroy_compress(&codec_);
        std::free(buffer_);
    }

    bool encode(const Image& image, const JpegOptions& options) {
        return jpeg::attempt(errors_, [&] {
            jpeg_create_compress(&codec_);
            jpeg_mem_dest(&codec_, &buffer_, &size_);
            codec_.image_width = image.size().width;
            codec_.image_height = image.size().height;
            codec_.input_components = static_cast<int>(image.channels());
            codec_.in_color_space = image.channels() == 1 ? JCS_GRAYSCALE : JCS_RGB;
            jpeg_set_defaults(&codec_);
            jpeg_set_quality(&codec_, options.quality, TRUE);
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

    BytesView bytes() const { return {reinterpret_cast<const std::byte*>(buffer_), size_}; }

private:
    jpeg::Errors errors_;
    jpeg_compress_struct codec_{};
    unsigned char* buffer_ = nullptr;
    unsigned long size_ = 0;
};

}  // namespace

result<Bytes> encode_jpeg(const Image& image, const JpegOptions& options) {
    if (image.size().long_side() > JPEG_MAX_DIMENSION) {
        return Error{errc::too_large, "a side of the picture is longer than a JPEG can be", {}};
    }
    JpegOptions supported = options;
    const auto plain = [](int factor) { return factor == 1 || factor == 2; };
    if (!plain(options.subsampling.horizontal) || !plain(options.subsampling.vertical)) {
        supported.subsampling = {2, 2};
    }
    Encoder encoder;
    if (!encoder.encode(image, supported)) {
        return Error{errc::processing_failed, "the JPEG could not be encoded", {}};
    }
    return jpeg::write_file(jpeg::read_layout(encoder.bytes()), options.icc, options.metadata);
}

}  // namespace baton::media
