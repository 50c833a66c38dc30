#include "actions/photo/convert.hpp"

#include <baton/media/jpeg.hpp>
#include <baton/media/picture.hpp>
#include <baton/media/png.hpp>
#include <baton/media/resize.hpp>
#include <baton/media/sniff.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace baton::photo {
namespace {

using media::Bytes;
using media::BytesView;

// Drawings and screenshots: as many colours as a palette holds. JPEG would smear them, Flate packs them well.
constexpr std::size_t few_colours = 256;

// A picture as it should leave: upright, within max_px.
struct Ready {
    media::Image image;
    Bytes icc;
    media::Metadata metadata;
    media::Subsampling subsampling;
    bool from_png = false;
};

// A JPEG's sides end a little below those of the pictures that are taken.
std::uint32_t longest_side(const Recipe& recipe) {
    const auto most = recipe.format == Format::png ? media::longest_picture_side : media::longest_jpeg_side;
    return recipe.options.max_px != 0 ? std::min(recipe.options.max_px, most) : most;
}

result<Ready> decode(BytesView file, const Recipe& recipe) {
    auto picture = media::decode(file, {.max_pixels = recipe.settings.max_pixels, .long_side = recipe.options.max_px});
    if (!picture) return picture.error();
    const media::Orientation orientation = picture->header.orientation;
    Ready ready;
    const media::Size target = media::fit_within(picture->header.stored, longest_side(recipe));
    picture->image = media::resize(std::move(picture->image), target);
    ready.image = media::upright(std::move(picture->image), orientation);
    ready.icc = std::move(picture->icc);
    if (recipe.options.keep_metadata) ready.metadata = media::for_upright_pixels(std::move(picture->metadata));
    ready.subsampling = picture->subsampling;
    if (media::swaps_axes(orientation)) std::swap(ready.subsampling.horizontal, ready.subsampling.vertical);
    ready.from_png = picture->header.kind == media::Kind::png;
    return ready;
}

result<Bytes> encode_jpeg(const Ready& ready, const Recipe& recipe, bool with_extras) {
    return media::encode_jpeg(ready.image, {.quality = recipe.options.quality.value_or(recipe.settings.default_quality),
                                            .subsampling = ready.subsampling,
                                            .icc = with_extras ? BytesView{ready.icc} : BytesView{},
                                            .metadata = with_extras ? &ready.metadata : nullptr});
}

// Nothing unless the file is a JPEG whose coded picture may stay as it is.
result<std::optional<media::LosslessJpeg>> without_loss(BytesView file, const Recipe& recipe, bool regular,
                                                        bool with_extras) {
    if (media::sniff(file) != media::Kind::jpeg || recipe.options.quality) return std::optional<media::LosslessJpeg>{};
    return media::upright_jpeg(file, {.keep_metadata = with_extras && recipe.options.keep_metadata,
                                      .keep_profile = with_extras,
                                      .checked = regular,
                                      .max_pixels = recipe.settings.max_pixels,
                                      .max_px = recipe.options.max_px});
}

result<Bytes> to_jpg(BytesView file, const Recipe& recipe, bool regular) {
    auto kept = without_loss(file, recipe, regular, true);
    if (!kept) return kept.error();
    if (*kept) return std::move((*kept)->bytes);
    auto ready = decode(file, recipe);
    if (!ready) return ready.error();
    ready->image.flatten_on_white();
    return encode_jpeg(*ready, recipe, true);
}

result<Bytes> to_png(BytesView file, const Recipe& recipe, bool regular) {
    if (media::sniff(file) == media::Kind::png && !recipe.options.keep_metadata) {
        auto kept = media::stripped_png(
            file, {.checked = regular, .max_pixels = recipe.settings.max_pixels, .max_px = recipe.options.max_px});
        if (!kept) return kept.error();
        if (*kept) return std::move(**kept);
    }
    auto ready = decode(file, recipe);
    if (!ready) return ready.error();
    return media::encode_png(ready->image, {.icc = ready->icc, .metadata = &ready->metadata});
}

result<Bytes> one_page(const Recipe& recipe, media::PdfPage page) {
    page.placement = media::place_on(recipe.options.page, page.size);
    return media::write_pdf(std::array{page});
}

result<Bytes> to_pdf(BytesView file, const Recipe& recipe, bool regular) {
    const auto kept = without_loss(file, recipe, regular, false);
    if (!kept) return kept.error();
    if (*kept) {
        const media::LosslessJpeg& jpeg = **kept;
        return one_page(recipe, {.coding = media::PdfPage::Coding::jpeg,
                                 .picture = jpeg.bytes,
                                 .size = jpeg.size,
                                 .channels = jpeg.channels,
                                 .icc = jpeg.icc,
                                 .placement = {}});
    }
    auto ready = decode(file, recipe);
    if (!ready) return ready.error();
    ready->image.flatten_on_white();
    const bool drawing = ready->from_png && media::has_few_colours(ready->image, few_colours);
    const auto coded = drawing ? media::encode_png(ready->image, {}) : encode_jpeg(*ready, recipe, false);
    if (!coded) return coded.error();
    return one_page(recipe, {.coding = drawing ? media::PdfPage::Coding::png : media::PdfPage::Coding::jpeg,
                             .picture = *coded,
                             .size = ready->image.size(),
                             .channels = ready->image.channels(),
                             .icc = ready->icc,
                             .placement = {}});
}

}  // namespace

result<Bytes> convert(BytesView file, const Recipe& recipe, bool regular) {
    switch (recipe.format) {
        case Format::jpg:
            return to_jpg(file, recipe, regular);
        case Format::png:
            return to_png(file, recipe, regular);
        case Format::pdf:
            break;
    }
    return to_pdf(file, recipe, regular);
}

}  // namespace baton::photo
