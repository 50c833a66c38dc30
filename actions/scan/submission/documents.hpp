#pragma once

#include "actions/scan/options.hpp"
#include "actions/scan/pages/page.hpp"

#include <baton/file.hpp>
#include <baton/result.hpp>

#include <boost/json/value.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace baton::scan {

/// A page of the result: which original, and what is made of it.
struct WantedPage {
    const InputFile* original;
    PageParameters parameters;
    std::string pointer;  ///< where the submission names it; for one that came by its key, to that
};
using WantedDocument = std::vector<WantedPage>;

/// The upload form's key, `d{document_index}-p{page_index}`.
inline constexpr std::string_view form_key = "d{document_index}-p{page_index}";
/// Whether a page came through the upload form: it is taken as already cropped.
bool is_form_key(std::string_view key);

/// The documents of a submission. `data`: `{"documents":[{"pages":[{"key","quad"?,"mode"?,"rotation"?}]}]}`, or null:
/// then documents and pages are in the numeric order of the form's keys, and uploads with other keys follow in their
/// own order as pages of the first document. The result points into `files`.
/// Errors: `invalid_input` with a pointer.
// decision 0079
result<std::vector<WantedDocument>> wanted_documents(const boost::json::value& data, std::span<const InputFile> files,
                                                     const Options& options);

/// What a page is if nobody says otherwise: the detected quad and rotation, the session's mode. A page of the upload
/// form is the whole picture as it is unless `Options::detect`.
PageParameters usual_parameters(const InputFile& original, const Options& options);

/// The upload of this key; nullptr if there is none. What was kept is no upload.
const InputFile* find_original(std::span<const InputFile> files, std::string_view key);

}  // namespace baton::scan
