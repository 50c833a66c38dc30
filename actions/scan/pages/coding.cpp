#include "actions/scan/pages/coding.hpp"

#include <baton/media/fax.hpp>
#include <baton/media/jpeg.hpp>
#include <baton/media/png.hpp>

#include <cstring>
#include <utility>

namespace baton::scan {
namespace {

constexpr int page_quality = 66;
constexpr int photo_quality = 85;
constexpr int preview_quality = 75;

media::Image image_of(const cv::Mat& pixels) {
    media::Image image{{static_cast<std::uint32_t>(pixels.cols), static_cast<std::uint32_t>(pixels.rows)},
                       static_cast<unsigned>(pixels.channels())};
    for (std::uint32_t y = 0; y < image.size().height; ++y) {
        std::memcpy(image.row(y), pixels.ptr<std::uint8_t>(static_cast<int>(y)), image.stride());
    }
    return image;
}

Coding coding_for(Mode mode, Target target) {
    if (target == Target::png) return Coding::png;
    if (mode == Mode::bw) return target == Target::pdf ? Coding::g4 : Coding::png;
    return Coding::jpeg;
}

result<media::Bytes> coded(const media::Image& image, media::BytesView icc, const RenderedPage& page) {
    const media::BytesView profile = image.channels() == 3 ? icc : media::BytesView{};
    switch (page.coding) {
        case Coding::g4:
            return media::encode_g4(image);
        case Coding::png:
            return media::encode_png(
                image, {.icc = profile, .bilevel = page.mode == Mode::bw, .dpi = page.dpi_known ? page.dpi : 0});
        case Coding::jpeg:
            break;
    }
    return media::encode_jpeg(image, {.quality = page.mode == Mode::photo ? photo_quality : page_quality,
                                      .icc = profile,
                                      .dpi = page.dpi_known ? page.dpi : 0,
                                      .smallest = true});
}

}  // namespace

result<void> code(const cv::Mat& pixels, media::BytesView icc, Target target, RenderedPage& page) {
    const media::Image image = image_of(pixels);
    page.size = image.size();
    page.channels = image.channels();
    page.coding = coding_for(page.mode, target);
    auto bytes = coded(image, icc, page);
    if (!bytes) return bytes.error();
    page.bytes = std::move(*bytes);
    if (page.channels == 3) page.icc.assign(icc.begin(), icc.end());
    return {};
}

result<media::Bytes> preview_jpeg(const cv::Mat& pixels, media::BytesView icc) {
    const media::Image image = image_of(pixels);
    return media::encode_jpeg(image,
                              {.quality = preview_quality, .icc = image.channels() == 3 ? icc : media::BytesView{}});
}

}  // namespace baton::scan
