#include "media/src/icc.hpp"
#include "media/src/limits.hpp"
#include "media/src/png/chunks.hpp"
#include "media/src/png/codec.hpp"
#include "media/src/png/errors.hpp"

#include <limits>
#include <optional>
#include <utility>

namespace baton::media::png {
namespace {

// Texts inflate to megabytes each, and nothing here reads them or the rest of these.
constexpr char skipped[] = "tEXt\0zTXt\0iTXt\0tIME\0sPLT\0hIST\0oFFs\0pCAL\0sCAL\0sTER";
constexpr int skipped_count = sizeof skipped / 5;

// libpng's progressive reader: unlike the other one it stops inflating once there are pixels for all rows, as browsers
// do. What else a stream holds is never unpacked.
class Decoder {
public:
    Decoder(std::uint64_t max_pixels, bool keep) : max_pixels_(max_pixels), keep_(keep) {
        codec_ = png_create_read_struct(PNG_LIBPNG_VER_STRING, &errors_, leave, note);
        info_ = codec_ ? png_create_info_struct(codec_) : nullptr;
    }
    Decoder(const Decoder&) = delete;
    Decoder& operator=(const Decoder&) = delete;
    ~Decoder() { png_destroy_read_struct(&codec_, &info_, nullptr); }

    // `header`: all up to the data of the first IDAT. Errors: unsupported_media, too_large, processing_failed.
    result<void> read_header(BytesView header) {
        if (!info_) return Error{errc::processing_failed, "no memory for a PNG decoder", {}};
        const bool ok = attempt(errors_, [&] {
            png_set_user_limits(codec_, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
            png_set_keep_unknown_chunks(codec_, PNG_HANDLE_CHUNK_NEVER, reinterpret_cast<png_const_bytep>(skipped),
                                        skipped_count);
            // Not every version's progressive reader knows it.
            png_set_keep_unknown_chunks(codec_, PNG_HANDLE_CHUNK_ALWAYS, reinterpret_cast<png_const_bytep>("eXIf"), 1);
            png_set_progressive_read_fn(codec_, this, take_header, take_row, nullptr);
            feed(header);
        });
        if (auto allowed = check_size(stored(), max_pixels_); !allowed) return allowed;
        if (!ok) return errors_.refusal();
        if (!begun_) return Error{errc::unsupported_media, "the PNG does not decode: it has no picture", {}};
        if (keep_) image_ = Image{stored(), channels()};
        return {};
    }

    // `rows`: the data of the IDATs; `rest`: what follows them. Errors: unsupported_media.
    result<void> read_rows(BytesView rows, BytesView rest) {
        if (!attempt(errors_, [&] { feed(rows); })) return errors_.refusal();
        // Damage between two rows is a mere warning to this reader.
        constexpr int all_passes = 7;
        const bool complete = png_get_interlace_type(codec_, info_) == PNG_INTERLACE_NONE
                                  ? png_get_current_row_number(codec_) >= stored().height
                                  : png_get_current_pass_number(codec_) >= all_passes;
        if (!complete) return Error{errc::unsupported_media, "the PNG does not decode: rows are missing", {}};
        // Nothing after them can cost a pixel.
        if (!attempt(errors_, [&] { feed(rest); })) errors_.warned = true;
        return {};
    }

    Size stored() const { return {png_get_image_width(codec_, info_), png_get_image_height(codec_, info_)}; }
    unsigned channels() const { return png_get_channels(codec_, info_); }
    bool warned() const { return errors_.warned; }
    Image take_image() { return std::move(image_); }

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
        png_unknown_chunkp chunks = nullptr;
        if (png_get_unknown_chunks(codec_, info_, &chunks) == 0) return {};
        const auto* first = reinterpret_cast<const std::byte*>(chunks->data);
        return {first, first + chunks->size};
    }

private:
    // libpng only reads the bytes; the missing `const` is its own.
    void feed(BytesView bytes) {
        png_process_data(codec_, info_, reinterpret_cast<png_bytep>(const_cast<std::byte*>(bytes.data())),
                         bytes.size());
    }

    // Everything becomes 8 bits of grey or RGB, with alpha if the file has any; who only checks takes the rows as they
    // come.
    static void take_header(png_structp codec, png_infop info) {
        auto& self = *static_cast<Decoder*>(png_get_progressive_ptr(codec));
        if (!check_size(self.stored(), self.max_pixels_)) png_error(codec, "too large");
        if (self.keep_) {
            png_set_expand(codec);
            png_set_scale_16(codec);
            png_set_interlace_handling(codec);
        }
        png_read_update_info(codec, info);
        self.begun_ = true;
    }

    static void take_row(png_structp codec, png_bytep row, png_uint_32 number, int) {
        auto& self = *static_cast<Decoder*>(png_get_progressive_ptr(codec));
        if (self.keep_ && row) png_progressive_combine_row(codec, self.image_.row(number), row);
    }

    std::uint64_t max_pixels_;
    bool keep_;
    bool begun_ = false;
    Image image_;
    Errors errors_;
    png_structp codec_ = nullptr;
    png_infop info_ = nullptr;
};

// Where a file's rows are: from the data of the first IDAT to the end of the last one that follows it at once. Nothing
// if the file has none or ends before its IEND: libpng allocates what a chunk's length claims before it looks for the
// bytes.
struct Rows {
    std::size_t begin;
    std::size_t end;
};

std::optional<Rows> rows_of(BytesView file) {
    std::optional<Rows> rows;
    bool over = false;
    bool ended = false;
    ChunkReader chunks{file};
    while (const auto chunk = chunks.next()) {
        if (chunk->type != "IDAT") {
            over = rows.has_value();
        } else if (!over) {
            if (!rows) rows = Rows{static_cast<std::size_t>(chunk->payload.data() - file.data()), 0};
            rows->end = static_cast<std::size_t>(chunk->whole.data() - file.data()) + chunk->whole.size();
        }
        ended = chunk->type == "IEND";
    }
    return ended ? rows : std::nullopt;
}

result<Picture> read(BytesView file, std::uint64_t max_pixels, bool keep) {
    const auto rows = rows_of(file);
    if (!rows) return Error{errc::unsupported_media, "the PNG does not decode: the file ends too early", {}};
    Decoder decoder{max_pixels, keep};
    if (auto header = decoder.read_header(file.first(rows->begin)); !header) return header.error();
    const BytesView data = file.subspan(rows->begin, rows->end - rows->begin);
    if (auto read = decoder.read_rows(data, file.subspan(rows->end)); !read) return read.error();
    Picture picture;
    picture.image = decoder.take_image();
    picture.metadata.exif = decoder.exif();
    picture.header = {Kind::png, decoder.stored(), exif_orientation(picture.metadata.exif), decoder.warned()};
    if (keep) picture.icc = fitting_icc(decoder.icc(), decoder.channels());
    return picture;
}

}  // namespace

result<Size> size(BytesView file) {
    const auto rows = rows_of(file);
    if (!rows) return Error{errc::unsupported_media, "the PNG does not decode: the file ends too early", {}};
    Decoder decoder{std::numeric_limits<std::uint64_t>::max(), false};
    if (auto header = decoder.read_header(file.first(rows->begin)); !header) return header.error();
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
