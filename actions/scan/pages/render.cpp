#include "actions/scan/pages/render.hpp"

#include "actions/scan/assemble/placement.hpp"
#include "actions/scan/pages/clean.hpp"
#include "actions/scan/pages/coding.hpp"
#include "actions/scan/pages/strips.hpp"
#include "actions/scan/pages/text.hpp"
#include "actions/scan/rectify/sheet.hpp"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <utility>

namespace baton::scan {
namespace {

// The mode is told from this many pixels of the page's long side.
constexpr std::uint32_t look_px = 880;
// bw is enlarged to this: the grey of an edge says where between two pixels it runs, and only smaller pixels can keep
// it.
constexpr double bw_dpi = 300;
// Of grey and coloured pages: more makes the files larger and nothing else.
constexpr double page_dpi = 250;
constexpr double least_dpi = 200;
constexpr double most_enlarged = 2;
// A preview is cleaned at this multiple of its size, so that it shows what the page will be: thin strokes survive the
// threshold only at a finer scale.
constexpr double finer = 1.5;
constexpr double finer_bw = 2.5;

bool takes_grey(Mode mode) {
    return mode == Mode::bw || mode == Mode::gray;
}

// Cards hold more than 300 dots an inch of print, and have the pixels for it.
double most_dpi(const Sheet& sheet) {
    constexpr double small_mm = 100;
    const double longest = sheet.width_mm * std::max(1.0, sheet.aspect);
    return sheet.width_mm > 0 && longest < small_mm ? 600 : page_dpi;
}

// Whatever is longer than Legal keeps the pixels it has; beyond this many a job would not end in time.
constexpr double most_long_pixels = 30e6;
// JPEG has no longer sides.
constexpr int longest_side = 65'500;

Frame final_frame(const Source& source, Mode mode) {
    const double detail = frame_of(source.quad, source.sheet, {}).source_dpi;
    FrameLimits limits{.floor_dpi = std::min(least_dpi, detail * most_enlarged), .most_dpi = most_dpi(source.sheet)};
    if (mode == Mode::bw) {
        limits.most_dpi = std::max(limits.most_dpi, bw_dpi);
        limits.floor_dpi = std::min(bw_dpi, detail * most_enlarged);
    }
    if (is_long(source.sheet)) {
        limits.most_dpi = std::max(limits.most_dpi, detail);
        limits.longest_side = longest_side;
        limits.most_pixels = most_long_pixels;
    }
    const Frame frame = frame_of(source.quad, source.sheet, limits);
    return mode == Mode::photo ? frame : turned(frame, levelling_of(source, frame));
}

result<Mode> mode_of(media::BytesView original, const PageParameters& parameters, std::uint64_t max_pixels) {
    if (parameters.mode != Mode::automatic) return parameters.mode;
    auto source = open_source(original, parameters, max_pixels, false, look_px);
    // A long page that was reduced to that length would show nothing.
    if (source && is_long(source->sheet)) source = open_source(original, parameters, max_pixels, false, 0);
    if (!source) return source.error();
    return decided_mode(*source, parameters.mode);
}

// A page before it is coded.
struct Finished {
    RenderedPage page;
    cv::Mat pixels;
    media::Bytes icc;
    bool is_long = false;
};

result<Finished> finish_as(media::BytesView original, const PageParameters& parameters, const RenderOptions& options,
                           Mode mode) {
    auto source = open_source(original, parameters, options.max_pixels, takes_grey(mode), 0);
    if (!source) return source.error();
    const Frame frame = final_frame(*source, mode);
    Cleaned cleaned = clean(*source, frame, mode);
    Finished made;
    made.page.mode = mode;
    made.page.faint = cleaned.lost;
    made.pixels = std::move(cleaned.page);
    made.icc = std::move(source->picture.icc);
    made.page.dpi = frame.dpi;
    made.page.dpi_known = source->sheet.width_mm > 0;
    made.is_long = is_long(source->sheet);
    return made;
}

result<Finished> finish(media::BytesView original, const PageParameters& parameters, const RenderOptions& options) {
    const auto mode = mode_of(original, parameters, options.max_pixels);
    if (!mode) return mode.error();
    auto made = finish_as(original, parameters, options, *mode);
    if (!made || !made->page.faint) return made;
    made = finish_as(original, parameters, options, Mode::photo);
    if (made) made->page.faint = true;
    return made;
}

result<RenderedPage> coded(const Finished& made, const cv::Mat& pixels, const RenderOptions& options) {
    RenderedPage page = made.page;
    page.size = {static_cast<std::uint32_t>(pixels.cols), static_cast<std::uint32_t>(pixels.rows)};
    if (options.ocr != nullptr && takes_text(page, options.paper)) {
        auto words = read_words(*options.ocr, pixels, page.dpi, options.languages);
        if (!words) return words.error();
        page.words = std::move(*words);
    }
    if (auto done = code(pixels, made.icc, options.target, page); !done) return done.error();
    return page;
}

}  // namespace

result<RenderedPage> render_page(media::BytesView original, const PageParameters& parameters,
                                 const RenderOptions& options) {
    const auto made = finish(original, parameters, options);
    if (!made) return made.error();
    return coded(*made, made->pixels, options);
}

result<RenderedPages> render_pages(media::BytesView original, const PageParameters& parameters,
                                   const RenderOptions& options) {
    auto made = finish(original, parameters, options);
    if (!made) return made.error();
    made->page.strip = options.cut_long && made->is_long && made->pixels.rows > made->pixels.cols;
    const int most = made->page.strip ? sheet_rows(made->pixels.cols) : made->pixels.rows;
    RenderedPages pages;
    for (const cv::Range& rows : strips_of(made->pixels, most)) {
        auto page = coded(*made, made->pixels.rowRange(rows), options);
        if (!page) return page.error();
        pages.push_back(std::move(*page));
    }
    return pages;
}

namespace {

struct Shown {
    Preview preview;
    cv::Mat page;
    media::Bytes icc;
    bool lost = false;
};

result<Shown> show_as(media::BytesView original, const PageParameters& parameters, std::uint32_t max_px,
                      std::uint64_t max_pixels, Mode mode) {
    const auto long_side = static_cast<std::uint32_t>(max_px * (mode == Mode::bw ? finer_bw : finer));
    auto source = open_source(original, parameters, max_pixels, takes_grey(mode), long_side);
    if (!source) return source.error();
    Shown shown;
    shown.preview.mode = mode;
    Frame frame = frame_of(source->quad, source->sheet,
                           {.floor_dpi = 0, .most_dpi = 600, .longest_side = static_cast<int>(long_side)});
    if (mode != Mode::photo) {
        shown.preview.skew = levelling_of(*source, frame);
        frame = turned(frame, shown.preview.skew);
    }
    Cleaned cleaned = clean(*source, frame, mode);
    shown.page = std::move(cleaned.page);
    shown.lost = cleaned.lost;
    shown.icc = std::move(source->picture.icc);
    return shown;
}

}  // namespace

result<Preview> preview(media::BytesView original, const PageParameters& parameters, std::uint32_t max_px,
                        std::uint64_t max_pixels) {
    const auto mode = mode_of(original, parameters, max_pixels);
    if (!mode) return mode.error();
    auto shown = show_as(original, parameters, max_px, max_pixels, *mode);
    const bool faint = shown && shown->lost;
    if (faint) shown = show_as(original, parameters, max_px, max_pixels, Mode::photo);
    if (!shown) return shown.error();
    cv::Mat page = std::move(shown->page);
    Preview result = std::move(shown->preview);
    result.faint = faint;
    const double reduction = std::max(page.cols, page.rows) / static_cast<double>(max_px);
    if (reduction > 1) {
        const cv::Size size{std::max(1, static_cast<int>(page.cols / reduction)),
                            std::max(1, static_cast<int>(page.rows / reduction))};
        cv::resize(page, page, size, 0, 0, cv::INTER_AREA);
    }
    result.size = {static_cast<std::uint32_t>(page.cols), static_cast<std::uint32_t>(page.rows)};
    auto jpeg = preview_jpeg(page, shown->icc);
    if (!jpeg) return jpeg.error();
    result.jpeg = std::move(*jpeg);
    return result;
}

}  // namespace baton::scan
