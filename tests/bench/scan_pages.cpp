// Renders pages for tests/bench/scan_pages.mjs and says what each took.
//   scan-pages render FILE MODE TARGET OUT [x,y x,y x,y x,y]   MODE as in the option, TARGET pdf|jpeg|png
//   scan-pages preview FILE MODE MAX_PX OUT [corners]
//   scan-pages document FILE MODE PAPER OUT [corners]          PAPER fit|a4|letter|cut, with /a for PDF/A
//   scan-pages quality FILE ASPECT - - [corners]               ASPECT height / width, 0 for unknown
//   scan-pages skew FILE - - -                                 of a finished page, degrees
// Prints one JSON line; times are CPU time of this thread, so that a busy machine does not count.

#include "actions/scan/assemble/document.hpp"
#include "actions/scan/assemble/ocr.hpp"
#include "actions/scan/enhance/skew.hpp"
#include "actions/scan/pages/render.hpp"
#include "actions/scan/quality/quality.hpp"
#include "tests/bench/cpu_time.hpp"

#include <baton/media/orientation.hpp>
#include <baton/media/picture.hpp>

#include <boost/json/serialize.hpp>

#include <opencv2/core/utility.hpp>
#include <opencv2/imgproc.hpp>
#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace baton;
using namespace baton::scan;

double peak_mib() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

media::Bytes read(const char* path) {
    std::ifstream file{path, std::ios::binary};
    const std::vector<char> text{std::istreambuf_iterator<char>{file}, {}};
    const auto bytes = std::as_bytes(std::span{text});
    return {bytes.begin(), bytes.end()};
}

void write(const char* path, media::BytesView bytes) {
    std::ofstream file{path, std::ios::binary};
    file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

std::optional<Quad> corners(int count, char** arguments) {
    if (count < 4) return std::nullopt;
    Quad quad;
    for (std::size_t i = 0; i < 4; ++i) std::sscanf(arguments[i], "%lf,%lf", &quad.corners[i].x, &quad.corners[i].y);
    return quad;
}

int fail(const Error& error) {
    std::fprintf(stderr, "scan-pages: %s\n", error.detail.c_str());
    return 1;
}

int render(const media::Bytes& file, const PageParameters& parameters, std::string_view target, const char* out) {
    const Target wanted = target == "pdf" ? Target::pdf : target == "png" ? Target::png : Target::jpeg;
    const double before = bench::cpu_ms();
    const auto page = render_page(file, parameters, {.target = wanted});
    const double took = bench::cpu_ms() - before;
    if (!page) return fail(page.error());
    write(out, page->bytes);
    std::printf(R"({"mode":"%s","width":%u,"height":%u,"dpi":%.1f,"bytes":%zu,"ms":%.1f,"rss_mib":%.1f})"
                "\n",
                std::string{name_of(page->mode)}.c_str(), page->size.width, page->size.height, page->dpi,
                page->bytes.size(), took, peak_mib());
    return 0;
}

int document(const media::Bytes& file, const PageParameters& parameters, std::string_view paper, const char* out) {
    const Ocr ocr;
    const bool reads = ocr.check("eng").has_value();
    const auto pages = render_pages(
        file, parameters,
        {.ocr = reads ? &ocr : nullptr, .languages = reads ? "eng" : "", .cut_long = paper.starts_with("cut")});
    if (!pages) return fail(pages.error());
    const auto kept = unpack(pack(*pages));
    if (!kept) return fail(kept.error());
    DocumentOptions options;
    options.paper = paper.starts_with("a4")       ? media::Paper::a4
                    : paper.starts_with("letter") ? media::Paper::letter
                                                  : media::Paper::fit;
    options.pdfa = paper.ends_with("/a");
    const auto pdf = assemble_pdf(*kept, options);
    if (!pdf) return fail(pdf.error());
    write(out, *pdf);
    return 0;
}

int make_preview(const media::Bytes& file, const PageParameters& parameters, std::uint32_t max_px, const char* out) {
    const double before = bench::cpu_ms();
    const auto made = preview(file, parameters, max_px);
    const double took = bench::cpu_ms() - before;
    if (!made) return fail(made.error());
    write(out, made->jpeg);
    std::printf(R"({"mode":"%s","width":%u,"height":%u,"bytes":%zu,"ms":%.1f,"rss_mib":%.1f})"
                "\n",
                std::string{name_of(made->mode)}.c_str(), made->size.width, made->size.height, made->jpeg.size(), took,
                peak_mib());
    return 0;
}

int skew(const media::Bytes& file) {
    auto picture = media::decode(file, {.grey = true});
    if (!picture) return fail(picture.error());
    media::Image& image = picture->image;
    const cv::Mat pixels(static_cast<int>(image.size().height), static_cast<int>(image.size().width), CV_8UC1,
                         image.row(0));
    constexpr double dpi = 75;
    cv::Mat coarse;
    const double scale = dpi * 11.69 / static_cast<double>(image.size().long_side());
    cv::resize(pixels, coarse, {}, scale, scale, cv::INTER_AREA);
    std::printf(R"({"skew":%.3f})"
                "\n",
                skew_of(coarse, dpi));
    return 0;
}

int judge(const media::Bytes& file, const std::optional<Quad>& quad, double aspect) {
    auto picture = media::decode(file, {.grey = true});
    if (!picture) return fail(picture.error());
    media::Image image = media::upright(std::move(picture->image), picture->header.orientation);
    const cv::Mat pixels(static_cast<int>(image.size().height), static_cast<int>(image.size().width), CV_8UC1,
                         image.row(0));
    const double before = bench::cpu_ms();
    auto json = to_json(measure_quality(pixels, quad, aspect > 0 ? std::optional{aspect} : std::nullopt));
    json["ms"] = bench::cpu_ms() - before;
    std::printf("%s\n", boost::json::serialize(json).c_str());
    return 0;
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 6) {
        std::fprintf(stderr, "usage: scan-pages render|preview FILE MODE TARGET|MAX_PX OUT [x,y ×4]\n");
        return 2;
    }
    cv::setNumThreads(1);
    const media::Bytes file = read(arguments[2]);
    if (std::string_view{arguments[1]} == "skew") return skew(file);
    if (std::string_view{arguments[1]} == "quality") {
        return judge(file, corners(count - 6, arguments + 6), std::atof(arguments[3]));
    }
    PageParameters parameters;
    parameters.quad = corners(count - 6, arguments + 6);
    parameters.mode = mode_named(arguments[3]).value_or(Mode::automatic);
    if (std::string_view{arguments[1]} == "preview") {
        return make_preview(file, parameters, static_cast<std::uint32_t>(std::atoi(arguments[4])), arguments[5]);
    }
    if (std::string_view{arguments[1]} == "document") return document(file, parameters, arguments[4], arguments[5]);
    return render(file, parameters, arguments[4], arguments[5]);
}
