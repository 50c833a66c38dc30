#include "media/src/heic/codec.hpp"
#include "media/src/heic/container.hpp"
#include "media/src/heic/description.hpp"
#include "media/src/heic/parts.hpp"
#include "media/src/heic/rewrite.hpp"
#include "media/src/icc.hpp"
#include "media/src/limits.hpp"

#include <libheif/heif.h>

#include <cstring>
#include <memory>
#include <utility>

namespace baton::media::heic {
namespace {

template <auto Release>
struct ReleaseWith {
    template <class T>
    void operator()(T* object) const {
        Release(object);
    }
};
using Context = std::unique_ptr<heif_context, ReleaseWith<heif_context_free>>;
using Handle = std::unique_ptr<heif_image_handle, ReleaseWith<heif_image_handle_release>>;
using Decoded = std::unique_ptr<heif_image, ReleaseWith<heif_image_release>>;
using Options = std::unique_ptr<heif_decoding_options, ReleaseWith<heif_decoding_options_free>>;

Error refused_by_libheif(const heif_error& error) {
    return refusal(error.message ? error.message : "");
}

bool failed(const heif_error& error) {
    return error.code != heif_error_Ok;
}

// From libheif 1.17 on the decoders are files of their own, which are read here.
bool is_ready() {
    static const bool ready = !failed(heif_init(nullptr));
    return ready;
}

// A file whose boxes have been read. libheif's context looks into `bytes`.
struct Opened {
    Bytes bytes;
    Context context;
    Handle handle;
};

result<Opened> open(Bytes file) {
    if (!is_ready()) return refusal("libheif does not start");
    Opened opened{std::move(file), Context{heif_context_alloc()}, {}};
    // A worker has one core; threads would only cost it memory.
    heif_context_set_max_decoding_threads(opened.context.get(), 0);
    heif_error error = heif_context_read_from_memory_without_copy(opened.context.get(), opened.bytes.data(),
                                                                  opened.bytes.size(), nullptr);
    if (failed(error)) return refused_by_libheif(error);
    heif_image_handle* raw = nullptr;
    error = heif_context_get_primary_image_handle(opened.context.get(), &raw);
    opened.handle.reset(raw);
    if (failed(error)) return refused_by_libheif(error);
    return opened;
}

// A coded picture may be larger than its container says.
result<Image> decode_pixels(const Handle& handle, std::uint64_t max_pixels) {
    const Options options{heif_decoding_options_alloc()};
    options->convert_hdr_to_8bit = 1;
    options->strict_decoding = 1;
    const bool alpha = heif_image_handle_has_alpha_channel(handle.get()) != 0;
    heif_image* raw = nullptr;
    const heif_error error =
        heif_decode_image(handle.get(), &raw, heif_colorspace_RGB,
                          alpha ? heif_chroma_interleaved_RGBA : heif_chroma_interleaved_RGB, options.get());
    const Decoded decoded{raw};
    if (failed(error)) return refused_by_libheif(error);
    int stride = 0;
    const std::uint8_t* plane = heif_image_get_plane_readonly(decoded.get(), heif_channel_interleaved, &stride);
    if (!plane) return refusal("no pixels");
    const Size size{static_cast<std::uint32_t>(heif_image_get_width(decoded.get(), heif_channel_interleaved)),
                    static_cast<std::uint32_t>(heif_image_get_height(decoded.get(), heif_channel_interleaved))};
    if (auto allowed = check_size(size, max_pixels); !allowed) return allowed.error();
    Image image{size, alpha ? 4U : 3U};
    for (std::uint32_t y = 0; y < image.size().height; ++y) {
        std::memcpy(image.row(y), plane + static_cast<std::ptrdiff_t>(y) * stride, image.stride());
    }
    return image;
}

// In AVIF only the container turns a picture (ISO/IEC 23000-22): browsers pass over EXIF, which is often left
// from the picture that it was made of. Photos in HEIC come with either.
Orientation orientation_of(const Container& container, Kind kind, BytesView exif) {
    return kind == Kind::avif || turns_itself(container) ? Orientation::upright : exif_orientation(exif);
}

}  // namespace

result<Size> size(BytesView file) {
    const auto container = read_container(file);
    if (!container) return container.error();
    return container->size_of(container->item(container->primary));
}

result<Picture> decode(BytesView file, const DecodeOptions& options) {
    const auto container = read_container(file);
    if (!container) return container.error();
    const Item& primary = container->item(container->primary);
    if (auto allowed = check_size(container->size_of(primary), options.max_pixels); !allowed) return allowed.error();
    const auto parts = parts_of(*container, options.max_pixels);
    if (!parts) return parts.error();
    auto plain = rewritten(*container, *parts, file.size());
    if (!plain) return plain.error();
    const auto opened = open(std::move(*plain));
    if (!opened) return opened.error();
    auto image = decode_pixels(opened->handle, options.max_pixels);
    if (!image) return image.error();
    Picture picture;
    picture.image = std::move(*image);
    picture.metadata.exif = exif_of(*container);
    picture.metadata.xmp = xmp_of(*container);
    const Kind kind = sniff(file);
    picture.header = {kind, picture.image.size(), orientation_of(*container, kind, picture.metadata.exif)};
    picture.icc = fitting_icc(profile_of(*container), picture.image.channels());
    picture.subsampling = subsampling_of(*container, *parts);
    return picture;
}

}  // namespace baton::media::heic
