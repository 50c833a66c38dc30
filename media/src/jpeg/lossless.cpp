#include "media/src/icc.hpp"
#include "media/src/jpeg/codec.hpp"
#include "media/src/jpeg/layout.hpp"
#include "media/src/limits.hpp"

#include <baton/media/jpeg.hpp>

#include <turbojpeg.h>

#include <memory>
#include <utility>

namespace baton::media {
namespace {

// Moving blocks holds all coefficients of source and target, 2 bytes each: what a worker can spare besides.
constexpr std::uint64_t most_coefficients = 200'000'000;

int transform_for(Orientation orientation) {
    switch (orientation) {
        case Orientation::upright:
            return TJXOP_NONE;
        case Orientation::mirror:
            return TJXOP_HFLIP;
        case Orientation::rotate_180:
            return TJXOP_ROT180;
        case Orientation::flip:
            return TJXOP_VFLIP;
        case Orientation::transpose:
            return TJXOP_TRANSPOSE;
        case Orientation::rotate_90:
            return TJXOP_ROT90;
        case Orientation::transverse:
            return TJXOP_TRANSVERSE;
        case Orientation::rotate_270:
            return TJXOP_ROT270;
    }
    return TJXOP_NONE;
}

struct HandleRelease {
    void operator()(void* handle) const { tjDestroy(handle); }
};

struct BufferRelease {
    void operator()(unsigned char* buffer) const { tjFree(buffer); }
};

struct Transformed {
    std::unique_ptr<unsigned char, BufferRelease> buffer;
    unsigned long size = 0;

    BytesView bytes() const { return {reinterpret_cast<const std::byte*>(buffer.get()), size}; }
};

// An empty buffer if the blocks cannot be moved without loss.
Transformed transform(BytesView file, Orientation orientation, bool progressive) {
    const std::unique_ptr<void, HandleRelease> handle{tjInitTransform()};
    if (!handle) return {};
    tjtransform what{};
    what.op = transform_for(orientation);
    what.options = TJXOPT_PERFECT | TJXOPT_COPYNONE | (progressive ? TJXOPT_PROGRESSIVE : 0);
    unsigned char* buffer = nullptr;
    unsigned long size = 0;
    const int failed = tjTransform(handle.get(), reinterpret_cast<const unsigned char*>(file.data()), file.size(), 1,
                                   &buffer, &size, &what, 0);
    Transformed moved{std::unique_ptr<unsigned char, BufferRelease>{buffer}, size};
    // The file was checked: what is only a warning here was found harmless there.
    if (failed && tjGetErrorCode(handle.get()) != TJERR_WARNING) return {};
    return moved;
}

}  // namespace

result<std::optional<LosslessJpeg>> upright_jpeg(BytesView file, const LosslessOptions& options) {
    jpeg::Layout layout = jpeg::read_layout(file);
    if (auto allowed = check_size(layout.size, options.max_pixels); !allowed) return allowed.error();
    if (options.max_px != 0 && layout.size.long_side() > options.max_px) return std::optional<LosslessJpeg>{};
    bool irregular = layout.arithmetic || !layout.complete || (layout.names_rgb && layout.adobe.empty());
    Bytes ended;
    if (!options.checked) {
        const auto checked = jpeg::check(file, layout, options.max_pixels);
        if (!checked) return checked.error();
        irregular = irregular || checked->header.irregular;
        if (checked->unended_at) {
            ended = jpeg::ended_at(file, *checked->unended_at);
            file = ended;
            layout = jpeg::read_layout(file);
        }
    }
    if (layout.components != 1 && layout.components != 3) return std::optional<LosslessJpeg>{};
    LosslessJpeg made;
    made.channels = layout.components;
    const Orientation orientation = exif_orientation(layout.metadata.exif);
    made.size = upright_size(layout.size, orientation);
    const Metadata kept = options.keep_metadata ? for_upright_pixels(layout.metadata) : Metadata{};
    const BytesView icc = options.keep_profile ? BytesView{layout.icc} : BytesView{};
    if (orientation == Orientation::upright && !irregular) {
        made.bytes = jpeg::write_file(layout, icc, &kept);
    } else {
        if (layout.coefficients > most_coefficients) return std::optional<LosslessJpeg>{};
        const Transformed moved = transform(file, orientation, layout.progressive);
        if (!moved.buffer) return std::optional<LosslessJpeg>{};
        const jpeg::Layout turned = jpeg::read_layout(moved.bytes());
        // Damage that costs no decoder its place may leave coefficients which, coded anew, cannot be said.
        if (irregular && !jpeg::check(moved.bytes(), turned, options.max_pixels)) return std::optional<LosslessJpeg>{};
        made.bytes = jpeg::write_file(turned, icc, &kept);
    }
    made.icc = std::move(layout.icc);
    return std::optional<LosslessJpeg>{std::move(made)};
}

}  // namespace baton::media
