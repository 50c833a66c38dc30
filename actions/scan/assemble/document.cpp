#include "actions/scan/assemble/document.hpp"

#include "actions/scan/assemble/placement.hpp"

#include <utility>
#include <vector>

namespace baton::scan {
namespace {

// From pixels with their origin top left to points on the sheet.
std::vector<media::PdfWord> words_on(const RenderedPage& page, const media::PdfPlacement& at) {
    const double x_scale = at.width / page.size.width;
    const double y_scale = at.height / page.size.height;
    std::vector<media::PdfWord> words;
    words.reserve(page.words.size());
    for (const Word& word : page.words) {
        words.push_back({word.text, at.x + word.left * x_scale, at.y + at.height - word.baseline * y_scale,
                         at.x + word.right * x_scale, at.y + at.height - word.baseline_end * y_scale,
                         word.height * y_scale});
    }
    return words;
}

media::PdfPage::Coding coding_of(const RenderedPage& page) {
    switch (page.coding) {
        case Coding::g4:
            return media::PdfPage::Coding::g4;
        case Coding::png:
            return media::PdfPage::Coding::png;
        case Coding::jpeg:
            break;
    }
    return media::PdfPage::Coding::jpeg;
}

}  // namespace

result<media::Bytes> assemble_pdf(std::span<const RenderedPage> pages, const DocumentOptions& options) {
    std::vector<media::PdfPage> sheets;
    std::vector<std::vector<media::PdfWord>> words;
    sheets.reserve(pages.size());
    words.reserve(pages.size());
    for (const RenderedPage& page : pages) {
        if (page.coding == Coding::png && page.mode == Mode::bw) {
            return Error{errc::processing_failed, "a page was rendered for an image file, not for a PDF", {}};
        }
        const media::PdfPlacement at = place(page, options.paper);
        words.push_back(words_on(page, at));
        sheets.push_back({coding_of(page), page.bytes, page.size, page.channels, page.icc, at, words.back()});
    }
    return media::write_pdf(sheets, {.archival = options.pdfa});
}

OutputFile image_file(RenderedPage page, std::string stem) {
    const bool png = page.coding == Coding::png;
    return {png ? "image/png" : "image/jpeg", std::move(stem) + (png ? ".png" : ".jpg"), std::move(page.bytes)};
}

}  // namespace baton::scan
