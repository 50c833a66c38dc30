#include "actions/scan/assemble/ocr.hpp"

#include "actions/scan/assemble/tessdata.hpp"

#include <tesseract/baseapi.h>
#include <tesseract/resultiterator.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

// Of OpenMP 4.5; its header comes with one compiler only.
// decision 0076
extern "C" void omp_set_max_active_levels(int levels);

namespace baton::scan {
namespace {

// One engine of that many languages takes some 100 MiB.
constexpr std::size_t most_languages = 4;

Error refusal(std::string detail) {
    return {errc::invalid_input, std::move(detail), "/options/ocr"};
}

std::vector<std::string_view> parts(std::string_view languages) {
    std::vector<std::string_view> codes;
    while (true) {
        const std::size_t plus = languages.find('+');
        codes.push_back(languages.substr(0, plus));
        if (plus == std::string_view::npos) return codes;
        languages.remove_prefix(plus + 1);
    }
}

std::vector<Word> words_of(tesseract::TessBaseAPI& engine) {
    std::vector<Word> words;
    const std::unique_ptr<tesseract::ResultIterator> at{engine.GetIterator()};
    if (!at) return words;
    do {
        const std::unique_ptr<char[]> text{at->GetUTF8Text(tesseract::RIL_WORD)};
        int left = 0;
        int top = 0;
        int right = 0;
        int bottom = 0;
        if (!text || !at->BoundingBox(tesseract::RIL_WORD, &left, &top, &right, &bottom)) continue;
        int x1 = left;
        int y1 = bottom;
        int x2 = right;
        int y2 = bottom;
        // All words of a line get its height and stand on it, or readers take neighbours for different lines.
        at->Baseline(tesseract::RIL_TEXTLINE, &x1, &y1, &x2, &y2);
        // Words of a line that runs up or down have no box that text across the page could fill: they would be noise.
        if (std::abs(y2 - y1) > std::abs(x2 - x1)) continue;
        float height = 0;
        float descenders = 0;
        float ascenders = 0;
        at->RowAttributes(&height, &descenders, &ascenders);
        if (height <= 0) height = static_cast<float>(bottom - top);
        const double slope = x2 == x1 ? 0 : static_cast<double>(y2 - y1) / (x2 - x1);
        words.push_back({text.get(), static_cast<float>(left), static_cast<float>(y1 + slope * (left - x1)),
                         static_cast<float>(right), static_cast<float>(y1 + slope * (right - x1)), height});
    } while (at->Next(tesseract::RIL_WORD));
    return words;
}

}  // namespace

/// The engine of the languages that were asked for last: loading one takes longer than reading a short page.
struct Ocr::Languages {
    std::string loaded;
    std::unique_ptr<tesseract::TessBaseAPI> engine;
};

Ocr::Ocr(const std::string& directory) : languages_(std::make_unique<Languages>()) {
    tessdata::map_installed(directory);
    // No helper threads, whatever number Tesseract asks for: a worker has one core.
    omp_set_max_active_levels(0);
}

Ocr::~Ocr() = default;

std::vector<std::string> Ocr::installed() const {
    return tessdata::languages();
}

result<void> Ocr::check(std::string_view languages) const {
    const auto available = installed();
    const auto codes = parts(languages);
    if (codes.size() > most_languages) return refusal("at most four languages can be read at once");
    for (const std::string_view code : codes) {
        if (std::ranges::find(available, code) == available.end()) {
            return refusal("this server cannot read the language \"" + std::string{code} + "\"");
        }
    }
    return {};
}

result<std::vector<Word>> Ocr::read(const cv::Mat& page, double dpi, std::string_view languages) const {
    if (const auto checked = check(languages); !checked) return checked.error();
    Languages& kept = *languages_;
    if (kept.loaded != languages) {
        kept.loaded.clear();
        kept.engine = std::make_unique<tesseract::TessBaseAPI>();
        const std::string wanted{languages};
        if (kept.engine->Init("", 0, wanted.c_str(), tesseract::OEM_LSTM_ONLY, nullptr, 0, nullptr, nullptr, false,
                              tessdata::read) != 0) {
            return Error{errc::processing_failed, "the text of the page could not be read", {}};
        }
        kept.loaded = wanted;
    }
    tesseract::TessBaseAPI& engine = *kept.engine;
    engine.SetPageSegMode(tesseract::PSM_AUTO);
    engine.SetImage(page.data, page.cols, page.rows, page.channels(), static_cast<int>(page.step1()));
    engine.SetSourceResolution(static_cast<int>(std::clamp(dpi, 70.0, 600.0)));
    const bool read = engine.Recognize(nullptr) == 0;
    auto words = read ? words_of(engine) : std::vector<Word>{};
    engine.Clear();
    if (!read) return Error{errc::processing_failed, "the text of the page could not be read", {}};
    return words;
}

}  // namespace baton::scan
