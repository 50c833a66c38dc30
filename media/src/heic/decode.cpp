#include "media/src/heic/boxes.hpp"
#include "media/src/heic/codec.hpp"
#include "media/src/icc.hpp"
#include "media/src/limits.hpp"

#include <libheif/heif.h>

#include <cstring>
#include <memory>
#include <string>
#include <utility>
#include <vector>

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

Error refusal(const heif_error& error) {
    return {errc::unsupported_media, std::string("the HEIC does not decode: ") + error.message, {}};
}

bool failed(const heif_error& error) {
    return error.code != heif_error_Ok;
}

Bytes icc_of(const Handle& handle) {
    const heif_color_profile_type type = heif_image_handle_get_color_profile_type(handle.get());
    if (type != heif_color_profile_type_rICC && type != heif_color_profile_type_prof) return {};
    Bytes profile(heif_image_handle_get_raw_color_profile_size(handle.get()));
    if (profile.empty() || failed(heif_image_handle_get_raw_color_profile(handle.get(), profile.data()))) return {};
    return profile;
}

// The first metadata item of a type. EXIF begins with the offset of its TIFF header (ISO/IEC 23008-12, A.2.1).
Bytes metadata_of(const Handle& handle, const char* type, std::string_view content_type) {
    std::vector<heif_item_id> ids(
        static_cast<std::size_t>(heif_image_handle_get_number_of_metadata_blocks(handle.get(), type)));
    heif_image_handle_get_list_of_metadata_block_IDs(handle.get(), type, ids.data(), static_cast<int>(ids.size()));
    for (heif_item_id id : ids) {
        if (content_type != heif_image_handle_get_metadata_content_type(handle.get(), id)) continue;
        Bytes block(heif_image_handle_get_metadata_size(handle.get(), id));
        if (!block.empty() && !failed(heif_image_handle_get_metadata(handle.get(), id, block.data()))) return block;
    }
    return {};
}

Bytes exif_of(const Handle& handle) {
    constexpr std::size_t offset_size = 4;
    Bytes block = metadata_of(handle, "Exif", "");
    if (block.size() <= offset_size) return {};
    std::size_t offset = 0;
    for (std::size_t i = 0; i < offset_size; ++i) offset = offset << 8 | std::to_integer<std::size_t>(block[i]);
    if (offset >= block.size() - offset_size) return {};
    block.erase(block.begin(), block.begin() + static_cast<std::ptrdiff_t>(offset_size + offset));
    return block;
}

// A file whose boxes have been read.
struct Opened {
    Context context;
    Handle handle;
    Size size;
};

result<Opened> open(BytesView file) {
    Context context{heif_context_alloc()};
    // A worker has one core; threads would only cost it memory.
    heif_context_set_max_decoding_threads(context.get(), 0);
    heif_error error = heif_context_read_from_memory_without_copy(context.get(), file.data(), file.size(), nullptr);
    if (failed(error)) return refusal(error);
    heif_image_handle* raw = nullptr;
    error = heif_context_get_primary_image_handle(context.get(), &raw);
    Handle handle{raw};
    if (failed(error)) return refusal(error);
    const Size size{static_cast<std::uint32_t>(heif_image_handle_get_width(handle.get())),
                    static_cast<std::uint32_t>(heif_image_handle_get_height(handle.get()))};
    return Opened{std::move(context), std::move(handle), size};
}

result<Image> decode_pixels(const Handle& handle) {
    const Options options{heif_decoding_options_alloc()};
    options->convert_hdr_to_8bit = 1;
    options->strict_decoding = 1;
    const bool alpha = heif_image_handle_has_alpha_channel(handle.get()) != 0;
    heif_image* raw = nullptr;
    const heif_error error =
        heif_decode_image(handle.get(), &raw, heif_colorspace_RGB,
                          alpha ? heif_chroma_interleaved_RGBA : heif_chroma_interleaved_RGB, options.get());
    const Decoded decoded{raw};
    if (failed(error)) return refusal(error);
    int stride = 0;
    const std::uint8_t* plane = heif_image_get_plane_readonly(decoded.get(), heif_channel_interleaved, &stride);
    if (!plane) return Error{errc::unsupported_media, "the HEIC does not decode: no pixels", {}};
    Image image{{static_cast<std::uint32_t>(heif_image_get_width(decoded.get(), heif_channel_interleaved)),
                 static_cast<std::uint32_t>(heif_image_get_height(decoded.get(), heif_channel_interleaved))},
                alpha ? 4U : 3U};
    for (std::uint32_t y = 0; y < image.size().height; ++y) {
        std::memcpy(image.row(y), plane + static_cast<std::ptrdiff_t>(y) * stride, image.stride());
    }
    return image;
}

}  // namespace

result<Size> size(BytesView file) {
    const auto opened = open(file);
    if (!opened) return opened.error();
    return opened->size;
}

result<Picture> decode(BytesView file, const DecodeOptions& options) {
    const auto opened = open(file);
    if (!opened) return opened.error();
    const auto& [context, handle, size] = *opened;
    if (auto allowed = check_size(size, options.max_pixels); !allowed) return allowed.error();
    if (!is_moderate(file, options.max_pixels)) {
        return Error{errc::unsupported_media, "the HEIC does not decode: it is made of too many pictures", {}};
    }
    auto image = decode_pixels(handle);
    if (!image) return image.error();
    Picture picture;
    picture.image = std::move(*image);
    picture.metadata.exif = exif_of(handle);
    picture.metadata.xmp = metadata_of(handle, "mime", "application/rdf+xml");
    picture.header = {Kind::heic, picture.image.size(),
                      turns_itself(file) ? Orientation::upright : exif_orientation(picture.metadata.exif)};
    picture.icc = fitting_icc(icc_of(handle), picture.image.channels());
    picture.subsampling = {2, 2};
    return picture;
}

}  // namespace baton::media::heic
