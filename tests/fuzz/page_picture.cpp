// A shot of a page with any pixels, sizes and corners, through all that is done with it: found, judged, shown, made,
// kept and put into a document.
#include "actions/scan/assemble/document.hpp"
#include "actions/scan/detect/detect.hpp"
#include "actions/scan/pages/render.hpp"
#include "actions/scan/quality/quality.hpp"
#include "tests/fuzz/harness.hpp"

#include <baton/media/png.hpp>

#include <algorithm>
#include <array>
#include <cmath>

using namespace baton;
using namespace baton::scan;
using fuzz::expect;

namespace {

// The inspector refuses what is smaller than 16 px. Some bytes say size, colours, what is asked for and where the
// corners are; the others are the pixels, over and over.
constexpr std::size_t head = 4 + 8;

class Input {
public:
    explicit Input(std::string_view bytes) : bytes_(bytes) {}

    media::Image picture() const {
        const bool large = byte(2) % 8 == 0;
        const media::Size size{16U + byte(0) * (large ? 2U : 1U), 16U + byte(1) * (large ? 2U : 1U)};
        media::Image image{size, byte(2) / 8 % 2 == 0 ? 1U : 3U};
        for (std::size_t at = 0; at < image.byte_count(); ++at) {
            image.row(0)[at] = byte(head + at % (bytes_.size() - head));
        }
        return image;
    }

    Target target() const { return static_cast<Target>(byte(3) / 20 % 3); }

    PageParameters parameters(const std::optional<Detection>& found, media::Size size) const {
        PageParameters parameters;
        parameters.mode = static_cast<Mode>(byte(3) % 5);
        parameters.rotation = byte(3) / 5 % 4 * 90;
        const unsigned way = byte(2) / 16 % 3;
        if (way == 0 && found) parameters.quad = found->quad;
        if (way == 1) parameters.quad = corners(size);
        return parameters;
    }

private:
    unsigned char byte(std::size_t at) const { return static_cast<unsigned char>(bytes_[at]); }

    /// From half a picture outside to half a picture outside.
    Quad corners(media::Size size) const {
        Quad quad;
        for (std::size_t i = 0; i < 4; ++i) {
            const auto share = [&](std::size_t at) { return (byte(at) - 64) / 128.0; };
            quad.corners[i] = {share(4 + 2 * i) * size.width, share(5 + 2 * i) * size.height};
        }
        return quad;
    }

    std::string_view bytes_;
};

cv::Mat matrix_of(media::Image& image) {
    return {static_cast<int>(image.size().height), static_cast<int>(image.size().width),
            image.channels() == 1 ? CV_8UC1 : CV_8UC3, image.row(0)};
}

std::optional<Detection> found_and_judged(media::Image& image) {
    const cv::Mat pixels = matrix_of(image);
    const auto found = detect(pixels, {.least_confidence = 0});
    if (found) {
        expect(found->confidence >= 0 && found->confidence <= 1, "a confidence");
        expect(std::isfinite(found->aspect) && found->aspect > 0, "a shape");
        for (const auto& corner : found->quad.corners) {
            expect(std::isfinite(corner.x) && std::isfinite(corner.y), "corners are numbers");
        }
    }
    const auto quad = found ? std::optional{found->quad} : std::nullopt;
    const Quality quality = measure_quality(pixels, quad, found ? std::optional{found->aspect} : std::nullopt);
    expect(quality.glare >= 0 && quality.glare <= 1 && quality.exposure >= 0 && quality.exposure <= 1, "shares");
    expect((quality.verdict == Verdict::warn || quality.verdict == Verdict::bad) == (quality.flaw != Flaw::none),
           "a doubt has a reason");
    return found;
}

void check_page(const RenderedPage& page, const RenderOptions& options) {
    expect(page.mode != Mode::automatic && page.size.pixels() > 0 && page.dpi > 0, "a page that is made");
    const auto again = unpack(pack({page}));
    expect(again.has_value() && again->size() == 1, "what is kept comes back");
    expect(again->front().bytes == page.bytes && again->front().size == page.size, "as it was");
    if (options.target != Target::pdf) return;
    for (const bool pdfa : {false, true}) {
        const auto document = assemble_pdf({&page, 1}, {.pdfa = pdfa});
        expect(document.has_value(), "a page makes a document");
        expect(!std::ranges::search(*document, fuzz::bytes_of("%%EOF")).empty(), "a whole one");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto bytes = fuzz::text_of(data, size);
    if (bytes.size() <= head) return 0;
    const Input input{bytes};
    media::Image image = input.picture();
    const auto file = media::encode_png(image, {});
    expect(file.has_value(), "a picture to send");
    const PageParameters parameters = input.parameters(found_and_judged(image), image.size());
    const auto shown = preview(*file, parameters, 200);
    const RenderOptions options{.target = input.target(), .cut_long = input.target() == Target::pdf};
    const auto pages = render_pages(*file, parameters, options);
    expect(pages.has_value() == shown.has_value(), "what can be shown can be made");
    if (pages) {
        for (const RenderedPage& page : *pages) check_page(page, options);
    } else {
        expect(pages.error().code == errc::invalid_input && parameters.quad, "only corners are refused");
    }
    return 0;
}
