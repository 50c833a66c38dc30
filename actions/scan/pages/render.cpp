#include "actions/scan/pages/render.hpp"

#include "actions/scan/assemble/ocr.hpp"
#include "actions/scan/pages/clean.hpp"
#include "actions/scan/pages/coding.hpp"

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

Frame final_frame(const Source& source, Mode mode) {
    const double detail = frame_of(source.quad, source.sheet, {}).source_dpi;
    FrameLimits limits{.floor_dpi = std::min(least_dpi, detail * most_enlarged), .most_dpi = most_dpi(source.sheet)};
    if (mode == Mode::bw) {
        limits.most_dpi = std::max(limits.most_dpi, bw_dpi);
        limits.floor_dpi = std::min(bw_dpi, detail * most_enlarged);
    }
    const Frame frame = frame_of(source.quad, source.sheet, limits);
    return mode == Mode::photo ? frame : turned(frame, levelling_of(source, frame));
}

result<Mode> mode_of(media::BytesView original, const PageParameters& parameters, std::uint64_t max_pixels) {
    if (parameters.mode != Mode::automatic) return parameters.mode;
    const auto source = open_source(original, parameters, max_pixels, false, look_px);
    if (!source) return source.error();
    return decided_mode(*source, parameters.mode);
}

}  // namespace

result<RenderedPage> render_page(media::BytesView original, const PageParameters& parameters,
                                 const RenderOptions& options) {
    const auto mode = mode_of(original, parameters, options.max_pixels);
    if (!mode) return mode.error();
    RenderedPage page;
    page.mode = *mode;
    cv::Mat pixels;
    media::Bytes icc;
    {
        auto source = open_source(original, parameters, options.max_pixels, takes_grey(*mode), 0);
        if (!source) return source.error();
        const Frame frame = final_frame(*source, *mode);
        pixels = clean(*source, frame, *mode);
        icc = std::move(source->picture.icc);
        page.dpi = frame.dpi;
        page.dpi_known = source->sheet.width_mm > 0;
    }
    if (options.ocr != nullptr) {
        auto words = options.ocr->read(pixels, page.dpi, options.languages);
        if (!words) return words.error();
        page.words = std::move(*words);
    }
    if (auto coded = code(pixels, icc, options.target, page); !coded) return coded.error();
    return page;
}

result<Preview> preview(media::BytesView original, const PageParameters& parameters, std::uint32_t max_px,
                        std::uint64_t max_pixels) {
    const auto mode = mode_of(original, parameters, max_pixels);
    if (!mode) return mode.error();
    Preview result;
    result.mode = *mode;
    const auto long_side = static_cast<std::uint32_t>(max_px * (result.mode == Mode::bw ? finer_bw : finer));
    const auto source = open_source(original, parameters, max_pixels, takes_grey(result.mode), long_side);
    if (!source) return source.error();
    Frame frame = frame_of(source->quad, source->sheet,
                           {.floor_dpi = 0, .most_dpi = 600, .longest_side = static_cast<int>(long_side)});
    if (result.mode != Mode::photo) {
        result.skew = levelling_of(*source, frame);
        frame = turned(frame, result.skew);
    }
    cv::Mat page = clean(*source, frame, result.mode);
    const double reduction = std::max(page.cols, page.rows) / static_cast<double>(max_px);
    if (reduction > 1) {
        const cv::Size size{std::max(1, static_cast<int>(page.cols / reduction)),
                            std::max(1, static_cast<int>(page.rows / reduction))};
        cv::resize(page, page, size, 0, 0, cv::INTER_AREA);
    }
    result.size = {static_cast<std::uint32_t>(page.cols), static_cast<std::uint32_t>(page.rows)};
    auto jpeg = preview_jpeg(page, source->picture.icc);
    if (!jpeg) return jpeg.error();
    result.jpeg = std::move(*jpeg);
    return result;
}

}  // namespace baton::scan
