#pragma once

#include "actions/scan/assemble/ocr.hpp"
#include "actions/scan/options.hpp"
#include "actions/scan/pages/render.hpp"
#include "actions/scan/settings.hpp"
#include "actions/scan/submission/documents.hpp"

#include <baton/file.hpp>
#include <baton/processor.hpp>
#include <baton/result.hpp>

#include <memory>
#include <optional>
#include <span>
#include <string_view>

namespace baton::scan {

/// What every job of this action knows.
struct Ground {
    Settings settings;
    std::shared_ptr<const Ocr> ocr;
};

/// How pages are rendered for a session. `format`: "pdf" or "images".
RenderOptions render_options(std::string_view format, const Options& options, const Ground& ground);

/// The page if it was rendered before with exactly these parameters and for the same target, else nothing.
// decision 0079
std::optional<RenderedPages> kept_page(const WantedPage& wanted, std::span<const InputFile> files,
                                       const RenderOptions& options);

/// The page in the form in which a later job finds it again.
KeptFile keep_page(const RenderedPages& page, const WantedPage& wanted, const RenderOptions& options);

/// The page that was kept, or else a new one; the strips of a long page where they were asked for. Errors: those of
/// `render_pages`, with the page's pointer.
result<RenderedPages> finished_page(const WantedPage& wanted, std::span<const InputFile> files,
                                    const RenderOptions& options);

}  // namespace baton::scan
