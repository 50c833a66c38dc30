#include "media/src/heic/codec.hpp"
#include "media/src/jpeg/codec.hpp"
#include "media/src/png/codec.hpp"
#include "media/src/webp.hpp"

#include <baton/media/picture.hpp>

#include <string>
#include <utility>
#include <vector>

namespace baton::media {
namespace {

Error not_a_picture() {
    return {errc::unsupported_media, "the file is no JPEG, PNG, WebP, HEIC or AVIF picture", {}};
}

result<Size> size_of(BytesView file) {
    switch (sniff(file)) {
        case Kind::jpeg:
            return jpeg::size(file);
        case Kind::png:
            return png::size(file);
        case Kind::webp:
            return webp::size(file);
        case Kind::heic:
        case Kind::avif:
            return heic::size(file);
        case Kind::svg:
        case Kind::pdf:
        case Kind::unknown:
            break;
    }
    return not_a_picture();
}

template <class Found>
result<Header> header_of(const result<Found>& found) {
    if (!found) return found.error();
    return found->header;
}

result<Picture> decode_any(BytesView file, const DecodeOptions& options) {
    switch (sniff(file)) {
        case Kind::jpeg:
            return jpeg::decode(file, options);
        case Kind::png:
            return png::decode(file, options);
        case Kind::webp:
            return webp::decode(file, options);
        case Kind::heic:
        case Kind::avif:
            return heic::decode(file, options);
        case Kind::svg:
        case Kind::pdf:
        case Kind::unknown:
            break;
    }
    return not_a_picture();
}

}  // namespace

result<Picture> decode(BytesView file, const DecodeOptions& options) {
    auto picture = decode_any(file, options);
    if (picture && options.grey) {
        picture->image = to_grey(std::move(picture->image));
        picture->icc.clear();
    }
    return picture;
}

result<Header> check(BytesView file, std::uint64_t max_pixels) {
    switch (sniff(file)) {
        case Kind::jpeg:
            return header_of(jpeg::check(file, jpeg::read_layout(file), max_pixels));
        case Kind::png:
            return png::check(file, max_pixels);
        case Kind::webp:
            return header_of(webp::decode(file, {.max_pixels = max_pixels}));
        case Kind::heic:
        case Kind::avif:
            return header_of(heic::decode(file, {.max_pixels = max_pixels}));
        case Kind::svg:
        case Kind::pdf:
        case Kind::unknown:
            break;
    }
    return not_a_picture();
}

std::vector<std::string> decodable_types() {
    std::vector<std::string> types;
    for (const Kind kind : {Kind::jpeg, Kind::png, Kind::webp, Kind::heic, Kind::avif}) {
        const bool needs_libheif = kind == Kind::heic || kind == Kind::avif;
        if (!needs_libheif || heic::decodes(kind)) types.emplace_back(media_type(kind));
    }
    return types;
}

std::uint64_t pixels_ahead(BytesView file, std::uint64_t max_pixels) {
    const auto size = size_of(file);
    return size && size->pixels() <= max_pixels ? size->pixels() : 0;
}

}  // namespace baton::media
