#include "actions/scan/pages/text.hpp"

#include "actions/scan/pages/strips.hpp"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace baton::scan {
namespace {

// Tesseract takes no picture with a longer side.
constexpr int longest_line = 32'000;
constexpr std::size_t most_letters = 20'000;
// A page with more rows than this many sheets is read in strips.
constexpr int sheets_at_once = 2;

result<std::vector<Word>> read_reduced(const Ocr& ocr, const cv::Mat& page, double dpi, std::string_view languages) {
    const double scale = static_cast<double>(longest_line) / page.cols;
    cv::Mat reduced;
    cv::resize(page, reduced, {longest_line, std::max(1, static_cast<int>(page.rows * scale))}, 0, 0, cv::INTER_AREA);
    auto words = ocr.read(reduced, dpi * scale, languages);
    if (!words) return words.error();
    const auto enlarging = static_cast<float>(1 / scale);
    for (Word& word : *words) {
        for (float* place : {&word.left, &word.baseline, &word.right, &word.baseline_end, &word.height}) {
            *place *= enlarging;
        }
    }
    return words;
}

}  // namespace

result<std::vector<Word>> read_words(const Ocr& ocr, const cv::Mat& page, double dpi, std::string_view languages) {
    if (page.cols > longest_line) return read_reduced(ocr, page, dpi, languages);
    const int most = sheet_rows(page.cols);
    if (page.rows <= sheets_at_once * most) return ocr.read(page, dpi, languages);
    std::vector<Word> words;
    std::size_t letters = 0;
    for (const cv::Range& rows : strips_of(page, most)) {
        auto found = ocr.read(page.rowRange(rows), dpi, languages);
        if (!found) return found.error();
        for (Word& word : *found) {
            letters += word.text.size();
            word.baseline += static_cast<float>(rows.start);
            word.baseline_end += static_cast<float>(rows.start);
            words.push_back(std::move(word));
        }
        if (letters > most_letters) break;
    }
    return words;
}

}  // namespace baton::scan
