#include "actions/scan/assemble/ocr.hpp"

// For a build without Tesseract: no language is installed.

namespace baton::scan {

struct Ocr::Languages {};

Ocr::Ocr(const std::string& /*directory*/) {}
Ocr::~Ocr() = default;

std::vector<std::string> Ocr::installed() const {
    return {};
}

result<void> Ocr::check(std::string_view /*languages*/) const {
    return Error{errc::invalid_input, "this server was built without OCR", "/options/ocr"};
}

result<std::vector<Word>> Ocr::read(const cv::Mat& /*page*/, double /*dpi*/, std::string_view languages) const {
    return check(languages).error();
}

}  // namespace baton::scan
