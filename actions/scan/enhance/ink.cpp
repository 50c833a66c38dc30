#include "actions/scan/enhance/ink.hpp"

#include "actions/scan/enhance/moments.hpp"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace baton::scan {
namespace {

constexpr int every = 8;  // rows, of which one is looked at
constexpr int narrowest = 2;
constexpr double widest = 0.0125;  // of the page's width
constexpr int cells_across = 8;
constexpr std::size_t enough = 40;  // strokes
// A place is not taken for paler than the page by more than this: what shows through the sheet is no ink.
constexpr float most_paler = 0.2F;

using Strokes = std::vector<float>;  // the darkest of each

float median(Strokes& strokes) {
    const auto middle = strokes.begin() + static_cast<std::ptrdiff_t>(strokes.size() / 2);
    std::nth_element(strokes.begin(), middle, strokes.end());
    return *middle;
}

class Cells {
public:
    Cells(const cv::Mat& picture, const Paper& paper, double faintest)
        : paper_(paper),
          faintest_(static_cast<float>(faintest)),
          widest_(static_cast<int>(picture.cols * widest)),
          side_((picture.cols + cells_across - 1) / cells_across),
          size_(cells_across, (picture.rows + side_ - 1) / side_),
          strokes_(static_cast<std::size_t>(size_.area())) {
        cv::Mat grey;
        for (int y = every / 2; y < picture.rows; y += every) {
            cv::Mat row = picture.row(y);
            if (row.channels() == 3) {
                cv::cvtColor(row, grey, cv::COLOR_RGB2GRAY);
                row = grey;
            }
            look_at(row.ptr<std::uint8_t>(), y, row.cols);
        }
    }

    cv::Mat1f inks() {
        cv::Mat1f inks(size_, 0.0F);
        Strokes all;
        for (const Strokes& strokes : strokes_) all.insert(all.end(), strokes.begin(), strokes.end());
        if (all.size() < enough) return inks;
        const float usual = median(all);
        for (std::size_t i = 0; i < strokes_.size(); ++i) {
            const float ink = strokes_[i].size() < enough ? usual : median(strokes_[i]);
            inks(static_cast<int>(i) / size_.width, static_cast<int>(i) % size_.width) =
                std::min(ink, usual + most_paler);
        }
        return inks;
    }

private:
    void look_at(const std::uint8_t* row, int y, int width) {
        const float* level = paper_.level[y / block];
        int begin = 0;
        std::uint8_t darkest = 255;
        for (int x = 0; x < width; ++x) {
            if (static_cast<float>(row[x]) < faintest_ * level[x / block]) {
                darkest = std::min(darkest, row[x]);
                continue;
            }
            if (x - begin >= narrowest && x - begin <= widest_ && paper_.printed(y / block, x / block) == 0) {
                const int cell = y / side_ * size_.width + x / side_;
                strokes_[static_cast<std::size_t>(cell)].push_back(static_cast<float>(darkest) / level[x / block]);
            }
            begin = x + 1;
            darkest = 255;
        }
    }

    const Paper& paper_;
    float faintest_;
    int widest_;
    int side_;  // of a cell, px
    cv::Size size_;
    std::vector<Strokes> strokes_;
};

}  // namespace

cv::Mat1f ink_of(const cv::Mat& picture, const Paper& paper, double faintest) {
    cv::Mat1f inks = Cells{picture, paper, faintest}.inks();
    cv::blur(inks, inks, {3, 3});
    cv::resize(inks, inks, paper.level.size(), 0, 0, cv::INTER_LINEAR);
    inks.setTo(0, paper.printed);
    return inks;
}

}  // namespace baton::scan
