#pragma once

#include "actions/scan/assemble/ocr.hpp"
#include "actions/scan/pages/word.hpp"

#include <baton/result.hpp>

#include <opencv2/core.hpp>

#include <string_view>
#include <vector>

namespace baton::scan {

/// Reads a finished page of any size. A page that is longer than a sheet is read strip by strip, and no further than
/// some 20,000 letters: a job has its time. Errors: those of `Ocr::read`.
// decision 0072
result<std::vector<Word>> read_words(const Ocr& ocr, const cv::Mat& page, double dpi, std::string_view languages);

}  // namespace baton::scan
