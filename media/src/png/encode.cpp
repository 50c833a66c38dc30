#include "media/src/bits.hpp"
#include "media/src/png/errors.hpp"

#include <baton/media/png.hpp>

#include <cmath>
#include <cstdlib>
#include <limits>
#include <new>
#include <utility>
#include <vector>

namespace baton::media {
namespace {

// Measured with 12 megapixel photos, noisy ones too: the one filter UP at level 2 takes two thirds of the time of level
// 3, is 9 % larger, and at most 8 % larger than libpng's guess per row at level 3.
constexpr int compression_level = 2;

class Encoder {
public:
    Encoder() {
        codec_ = png_create_write_struct(PNG_LIBPNG_VER_STRING, &errors_, png::leave, png::note);
        info_ = codec_ ? png_create_info_struct(codec_) : nullptr;
    }
    Encoder(const Encoder&) = delete;
    Encoder& operator=(const Encoder&) = delete;
    ~Encoder() { png_destroy_write_struct(&codec_, &info_); }

    bool encode(const Image& image, const PngOptions& options) {
        return info_ && png::attempt(errors_, [&] {
                   png_set_user_limits(codec_, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
                   // A profile that libpng finds broken is left out; by default it would be the end.
                   png_set_benign_errors(codec_, 1);
                   png_set_write_fn(codec_, this, put_bytes, nullptr);
                   png_set_compression_level(codec_, compression_level);
                   png_set_compression_buffer_size(codec_, std::size_t{1} << 18);
                   png_set_filter(codec_, PNG_FILTER_TYPE_BASE, options.bilevel ? PNG_FILTER_NONE : PNG_FILTER_UP);
                   png_set_IHDR(codec_, info_, image.size().width, image.size().height, options.bilevel ? 1 : 8,
                                colour_type(image), PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                                PNG_FILTER_TYPE_DEFAULT);
                   set_description(options);
                   png_write_info(codec_, info_);
                   for (std::uint32_t y = 0; y < image.size().height; ++y) {
                       png_write_row(codec_, options.bilevel ? packed_row(image, y) : image.row(y));
                   }
                   png_write_end(codec_, info_);
               });
    }

    Bytes take() { return std::move(file_); }

private:
    static int colour_type(const Image& image) {
        constexpr int types[] = {PNG_COLOR_TYPE_GRAY, PNG_COLOR_TYPE_GRAY_ALPHA, PNG_COLOR_TYPE_RGB,
                                 PNG_COLOR_TYPE_RGB_ALPHA};
        return types[image.channels() - 1];
    }

    // What libpng asks of a profile, and fails of otherwise: older versions leave such a one out, 1.6.48 writes nothing
    // at all.
    static bool can_be_written(BytesView icc) {
        constexpr std::size_t least = 132;
        if (icc.size() < least) return false;
        const auto byte = [&](std::size_t at) { return std::to_integer<std::uint32_t>(icc[at]); };
        const bool aligned = icc.size() % 4 == 0 || byte(8) < 4;  // a rule of the format's version 4
        return aligned && (byte(0) << 24 | byte(1) << 16 | byte(2) << 8 | byte(3)) == icc.size();
    }

    void set_description(const PngOptions& options) {
        if (can_be_written(options.icc)) {
            png_set_iCCP(codec_, info_, "ICC profile", PNG_COMPRESSION_TYPE_DEFAULT,
                         reinterpret_cast<png_const_bytep>(options.icc.data()),
                         static_cast<png_uint_32>(options.icc.size()));
        }
        if (options.dpi > 0) {
            constexpr double inches_per_metre = 1 / 0.0254;
            const auto per_metre = static_cast<png_uint_32>(std::lround(options.dpi * inches_per_metre));
            png_set_pHYs(codec_, info_, per_metre, per_metre, PNG_RESOLUTION_METER);
        }
        if (options.metadata && !options.metadata->exif.empty()) {
            const Bytes& exif = options.metadata->exif;
            // libpng copies them; the missing `const` is its own.
            png_set_eXIf_1(codec_, info_, static_cast<png_uint_32>(exif.size()),
                           reinterpret_cast<png_bytep>(const_cast<std::byte*>(exif.data())));
        }
    }

    const std::uint8_t* packed_row(const Image& image, std::uint32_t y) {
        pack_bits({image.row(y), image.size().width}, bits_);
        return bits_.data();
    }

    static void put_bytes(png_structp codec, png_bytep from, std::size_t count) {
        auto& file = static_cast<Encoder*>(png_get_io_ptr(codec))->file_;
        const auto* first = reinterpret_cast<const std::byte*>(from);
        try {
            file.insert(file.end(), first, first + count);
            return;
        } catch (const std::bad_alloc&) {
            // An exception must not pass through libpng's frames; its own way out follows.
        }
        png_error(codec, "no memory");
    }

    png::Errors errors_;
    png_structp codec_ = nullptr;
    png_infop info_ = nullptr;
    std::vector<std::uint8_t> bits_;
    Bytes file_;
};

}  // namespace

result<Bytes> encode_png(const Image& image, const PngOptions& options) {
    Encoder encoder;
    if (!encoder.encode(image, options)) return Error{errc::processing_failed, "the PNG could not be encoded", {}};
    return encoder.take();
}

}  // namespace baton::media
