#pragma once

#include "actions/scan/pages/word.hpp"

#include <baton/result.hpp>

#include <opencv2/core.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace baton::scan {

/// Tesseract and its languages, mapped into memory once: a worker cannot open files later.
class Ocr {
public:
    /// Maps the languages in a directory; if it is empty, in that of the distribution. Call it while files can be
    /// opened. Without Tesseract at build time, or without a language, `installed` is empty.
    explicit Ocr(const std::string& directory = {});
    ~Ocr();
    Ocr(const Ocr&) = delete;
    Ocr& operator=(const Ocr&) = delete;

    /// Codes of the languages, sorted: "deu", "eng".
    std::vector<std::string> installed() const;

    /// Checks a list like "eng+deu". Errors: `invalid_input`, pointer "/options/ocr".
    result<void> check(std::string_view languages) const;

    /// Reads an upright grey or black-and-white page of at most 300 dpi or so. Errors: those of `check`,
    /// `processing_failed`.
    result<std::vector<Word>> read(const cv::Mat& page, double dpi, std::string_view languages) const;

private:
    struct Languages;
    std::unique_ptr<Languages> languages_;
};

}  // namespace baton::scan
