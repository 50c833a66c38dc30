#include "processor.hpp"

#include "inspector.hpp"
#include "submission/result_files.hpp"

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

}  // namespace

result<Outcome> ScanProcessor::process(const Submission& submission) {
    const auto options = read_options(submission.options);
    if (!options) {
        return options.error();
    }
    const auto wanted = wanted_documents(submission.data, submission.files, *options);
    if (!wanted) {
        return wanted.error();
    }
    if (options->quality == QualityPolicy::block) {
        if (const auto usable = refuse_bad(*wanted); !usable) {
            return usable.error();
        }
    }
    const RenderOptions render = render_options(submission.format, *options, ground_);
    std::vector<FinishedDocument> documents;
    for (const auto& document : *wanted) {
        auto& finished = documents.emplace_back();
        for (const auto& page : document) {
            auto made = finished_page(page, submission.files, render);
            if (!made) {
                return made.error();
            }
            finished.push_back(std::move(*made));
        }
    }
    return result_files(std::move(documents), submission.format, *options);
}

}  // namespace baton::scan
