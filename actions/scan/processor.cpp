#include "actions/scan/processor.hpp"

#include "actions/scan/inspector.hpp"
#include "actions/scan/submission/result_files.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <span>
#include <utility>
#include <vector>

namespace baton::scan {
namespace {

/// Errors: `invalid_input` with a pointer to the first page that can hardly be used.
result<void> refuse_bad(const std::vector<WantedDocument>& documents) {
    for (const auto& document : documents) {
        for (const auto& page : document) {
            if (found_bad(*page.original)) {
                return Error{errc::invalid_input, "this page can hardly be read: take it again", page.pointer};
            }
        }
    }
    return {};
}

/// Makes the first of the pages that are not there yet, as many as one job has time for.
result<std::vector<KeptFile>> render_missing(const std::vector<WantedDocument>& documents,
                                             std::span<const InputFile> files, const RenderOptions& render) {
    // The largest page, a long one, takes seven seconds, its text fifteen more.
    const std::size_t most = render.ocr ? 1 : 2;
    std::vector<KeptFile> fresh;
    for (const auto& document : documents) {
        for (const auto& page : document) {
            if (fresh.size() == most) return fresh;
            if (kept_page(page, files, render)) continue;
            const auto made = finished_page(page, files, render);
            if (!made) return made.error();
            fresh.push_back(keep_page(*made, page, render));
        }
    }
    return fresh;
}

result<Outcome> assemble(const std::vector<WantedDocument>& wanted, const Submission& submission,
                         const RenderOptions& render, const Options& options) {
    std::vector<RenderedPages> documents;
    for (const auto& document : wanted) {
        auto& finished = documents.emplace_back();
        for (const auto& page : document) {
            auto made = finished_page(page, submission.files, render);
            if (!made) return made.error();
            std::ranges::move(*made, std::back_inserter(finished));
        }
    }
    return result_files(std::move(documents), submission.format, options);
}

}  // namespace

result<Outcome> ScanProcessor::process(const Submission& submission) {
    const auto options = read_options(submission.options);
    if (!options) return options.error();
    const auto wanted = wanted_documents(submission.data, submission.files, *options);
    if (!wanted) return wanted.error();
    if (options->quality == QualityPolicy::block) {
        if (const auto usable = refuse_bad(*wanted); !usable) return usable.error();
    }
    const RenderOptions render = render_options(submission.format, *options, ground_);
    auto fresh = render_missing(*wanted, submission.files, render);
    if (!fresh) return fresh.error();
    if (!fresh->empty()) return Outcome{{}, {}, std::move(*fresh)};
    return assemble(*wanted, submission, render, *options);
}

}  // namespace baton::scan
