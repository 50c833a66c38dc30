#include "media/src/icc.hpp"
#include "media/src/png/chunks.hpp"
#include "media/src/png/codec.hpp"
#include "media/src/png/errors.hpp"

#include <cstring>
#include <limits>
#include <utility>
#include <vector>

namespace baton::media::png {
namespace {

class Decoder {
public:
    explicit Decoder(BytesView file) : left_(file) {
        codec_ = png_create_read_struct(PNG_LIBPNG_VER_STRING, &errors_, leave, note);
        info_ = codec_ ? png_create_info_struct(codec_) : nullptr;
    }
    Decoder(const Decoder&) = delete;
    Decoder& operator=(const Decoder&) = delete;
    ~Decoder() { png_destroy_read_struct(&codec_, &info_, nullptr); }

    // Errors: unsupported_media, too_large, processing_failed.
    result<void> read_header(std::uint64_t max_pixels) {
        if (!info_) return Error{errc::processing_failed, "no memory for a PNG decoder", {}};
        const bool ok = attempt(errors_, [this] {
            png_set_user_limits(codec_, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
            png_set_read_fn(codec_, this, take_bytes);
            png_read_info(codec_, info_);
        });
        if (!ok) return errors_.refusal();
        if (stored().pixels() > max_pixels) {
            return Error{errc::too_large, "the picture has more pixels than allowed", {}};
        }
        return {};
    }

    // Everything becomes 8 bits of grey or RGB, with alpha if the file has any. Returns the number of passes.
    result<int> set_up_rows() {
        int passes = 1;
        const bool ok = attempt(errors_, [&] {
            png_set_expand(codec_);
            png_set_scale_16(codec_);
            passes = png_set_interlace_handling(codec_);
            png_read_update_info(codec_, info_);
        });
        if (!ok) return errors_.refusal();
        return passes;
    }

    // The rest of the file, whatever follows the rows: a truncated file has no end.
    result<void> read_rows(int passes, Image* image) {
        std::vector<std::uint8_t> row(image ? 0 : png_get_rowbytes(codec_, info_));
        const std::uint32_t height = stored().height;
        const bool ok = attempt(errors_, [&] {
            for (int pass = 0; pass < passes; ++pass) {
                for (std::uint32_t y = 0; y < height; ++y) {
                    png_read_row(codec_, image ? image->row(y) : row.data(), nullptr);
                }
            }
            png_read_end(codec_, info_);
        });
        if (!ok) return errors_.refusal();
        return {};
    }

    Size stored() const { return {png_get_image_width(codec_, info_), png_get_image_height(codec_, info_)}; }
    unsigned channels() const { return png_get_channels(codec_, info_); }
    bool warned() const { return errors_.warned; }

    Bytes icc() const {
        png_charp name = nullptr;
        int method = 0;
        png_bytep profile = nullptr;
        png_uint_32 size = 0;
        if (png_get_iCCP(codec_, info_, &name, &method, &profile, &size) == 0) return {};
        const auto* first = reinterpret_cast<const std::byte*>(profile);
        return {first, first + size};
    }

    Bytes exif() const {
        png_uint_32 size = 0;
        png_bytep bytes = nullptr;
        if (png_get_eXIf_1(codec_, info_, &size, &bytes) == 0) return {};
        const auto* first = reinterpret_cast<const std::byte*>(bytes);
        return {first, first + size};
    }

private:
    static void take_bytes(png_structp codec, png_bytep to, std::size_t count) {
        auto& left = static_cast<Decoder*>(png_get_io_ptr(codec))->left_;
        if (count > left.size()) png_error(codec, "the file ends too early");
        std::memcpy(to, left.data(), count);
        left = left.subspan(count);
    }

    BytesView left_;
    Errors errors_;
    png_structp codec_ = nullptr;
    png_infop info_ = nullptr;
};

// libpng allocates what a chunk's length claims before it looks for the bytes.
bool is_whole(BytesView file) {
    const std::vector<Chunk> chunks = read_chunks(file);
    return !chunks.empty() && chunks.back().type == "IEND";
}

result<Picture> read(BytesView file, std::uint64_t max_pixels, bool keep) {
    if (!is_whole(file)) return Error{errc::unsupported_media, "the PNG does not decode: the file ends too early", {}};
    Decoder decoder{file};
    if (auto header = decoder.read_header(max_pixels); !header) return header.error();
    const auto passes = decoder.set_up_rows();
    if (!passes) return passes.error();
    Picture picture;
    if (keep) picture.image = Image{decoder.stored(), decoder.channels()};
    if (auto rows = decoder.read_rows(*passes, keep ? &picture.image : nullptr); !rows) return rows.error();
    picture.metadata.exif = decoder.exif();
    picture.header = {Kind::png, decoder.stored(), exif_orientation(picture.metadata.exif), decoder.warned()};
    picture.icc = fitting_icc(decoder.icc(), decoder.channels());
    return picture;
}

}  // namespace

result<Size> size(BytesView file) {
    if (!is_whole(file)) return Error{errc::unsupported_media, "the PNG does not decode: the file ends too early", {}};
    Decoder decoder{file};
    if (auto read = decoder.read_header(std::numeric_limits<std::uint64_t>::max()); !read) return read.error();
    return decoder.stored();
}

result<Header> check(BytesView file, std::uint64_t max_pixels) {
    auto picture = read(file, max_pixels, false);
    if (!picture) return picture.error();
    return picture->header;
}

result<Picture> decode(BytesView file, const DecodeOptions& options) {
    return read(file, options.max_pixels, true);
}

}  // namespace baton::media::png
