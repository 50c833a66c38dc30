#pragma once

#include "actions/scan/options.hpp"
#include "actions/scan/pages/page.hpp"

#include <baton/file.hpp>
#include <baton/processor.hpp>
#include <baton/result.hpp>

#include <string_view>
#include <vector>

namespace baton::scan {

/// The files of finished documents and `{"documents":[{"pdf_url"} | {"pages":[{"url","content_type"}]}]}`, which names
/// them. `format`: "pdf" gives one file per document, "images" one per page. Errors: `processing_failed`.
result<Outcome> result_files(std::vector<RenderedPages> documents, std::string_view format, const Options& options);

/// One page as a file of that format, strips only as a PDF. `stem`: its name without extension. Errors:
/// `processing_failed`.
result<OutputFile> page_file(RenderedPages page, std::string_view format, const Options& options, std::string stem);

}  // namespace baton::scan
