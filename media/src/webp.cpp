#include "media/src/webp.hpp"

#include "media/src/icc.hpp"
#include "media/src/limits.hpp"

#include <webp/decode.h>
#include <webp/demux.h>

#include <cstring>
#include <memory>
#include <utility>

namespace baton::media::webp {
namespace {

struct DemuxerRelease {
    void operator()(WebPDemuxer* demuxer) const { WebPDemuxDelete(demuxer); }
};
using Demuxer = std::unique_ptr<WebPDemuxer, DemuxerRelease>;

Error refusal() {
    return {errc::unsupported_media, "the WebP does not decode", {}};
}

Demuxer open(BytesView file) {
    const WebPData data{reinterpret_cast<const std::uint8_t*>(file.data()), file.size()};
    return Demuxer{WebPDemux(&data)};
}

Size size_of(const Demuxer& demuxer) {
    return {WebPDemuxGetI(demuxer.get(), WEBP_FF_CANVAS_WIDTH), WebPDemuxGetI(demuxer.get(), WEBP_FF_CANVAS_HEIGHT)};
}

Bytes chunk_of(const Demuxer& demuxer, const char* type) {
    WebPChunkIterator chunk{};
    Bytes payload;
    if (WebPDemuxGetChunk(demuxer.get(), type, 1, &chunk) != 0) {
        const auto* first = reinterpret_cast<const std::byte*>(chunk.chunk.bytes);
        payload.assign(first, first + chunk.chunk.size);
    }
    WebPDemuxReleaseChunkIterator(&chunk);
    return payload;
}

// Some writers put JPEG's prefix in front of the TIFF header.
Bytes exif_of(const Demuxer& demuxer) {
    constexpr char prefix[] = {'E', 'x', 'i', 'f', 0, 0};
    Bytes exif = chunk_of(demuxer, "EXIF");
    if (exif.size() > sizeof prefix && std::memcmp(exif.data(), prefix, sizeof prefix) == 0) {
        exif.erase(exif.begin(), exif.begin() + sizeof prefix);
    }
    return exif;
}

// Straight into its place on the canvas: the first frame of an animation may be smaller.
bool decode_frame(const WebPIterator& frame, Image& canvas) {
    const auto width = static_cast<std::uint32_t>(frame.width);
    const auto height = static_cast<std::uint32_t>(frame.height);
    const auto left = static_cast<std::uint32_t>(frame.x_offset);
    const auto top = static_cast<std::uint32_t>(frame.y_offset);
    if (left + width > canvas.size().width || top + height > canvas.size().height) return false;
    WebPDecoderConfig config;
    if (WebPInitDecoderConfig(&config) == 0) return false;
    config.output.colorspace = canvas.has_alpha() ? MODE_RGBA : MODE_RGB;
    config.output.is_external_memory = 1;
    config.output.u.RGBA.rgba = canvas.row(top) + std::size_t{left} * canvas.channels();
    config.output.u.RGBA.stride = static_cast<int>(canvas.stride());
    config.output.u.RGBA.size = canvas.stride() * (height - 1) + std::size_t{width} * canvas.channels();
    const VP8StatusCode status = WebPDecode(frame.fragment.bytes, frame.fragment.size, &config);
    WebPFreeDecBuffer(&config.output);
    return status == VP8_STATUS_OK;
}

}  // namespace

result<Size> size(BytesView file) {
    const Demuxer demuxer = open(file);
    if (!demuxer) return refusal();
    return size_of(demuxer);
}

result<Picture> decode(BytesView file, const DecodeOptions& options) {
    const Demuxer demuxer = open(file);
    if (!demuxer) return refusal();
    const Size size = size_of(demuxer);
    if (auto allowed = check_size(size, options.max_pixels); !allowed) return allowed.error();
    WebPIterator frame{};
    if (WebPDemuxGetFrame(demuxer.get(), 1, &frame) == 0) return refusal();
    const std::unique_ptr<WebPIterator, void (*)(WebPIterator*)> frame_owner{&frame, WebPDemuxReleaseIterator};
    const bool covers = Size{static_cast<std::uint32_t>(frame.width), static_cast<std::uint32_t>(frame.height)} == size;
    Picture picture;
    picture.image = Image{size, frame.has_alpha != 0 || !covers ? 4U : 3U};
    if (!covers) std::memset(picture.image.row(0), 0, picture.image.byte_count());
    if (!decode_frame(frame, picture.image)) return refusal();
    picture.metadata.exif = exif_of(demuxer);
    picture.metadata.xmp = chunk_of(demuxer, "XMP ");
    picture.header = {Kind::webp, size, exif_orientation(picture.metadata.exif)};
    picture.icc = fitting_icc(chunk_of(demuxer, "ICCP"), picture.image.channels());
    picture.subsampling = {2, 2};
    return picture;
}

}  // namespace baton::media::webp
