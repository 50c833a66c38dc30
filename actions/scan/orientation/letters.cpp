#include "letters.hpp"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cstddef>

namespace baton::scan {
namespace {

// Shares of the page's long side.
constexpr double window = 0.033;
constexpr double largest = 0.12;
constexpr int least_px = 4;
constexpr int least_area = 5;
// Of the box; a frame or a bent line covers less.
constexpr double least_cover = 0.08;
// Ink is darker than what is around it by this share.
constexpr double contrast = 0.12;
// More pieces than any page has letters: grain, cloth, a lawn.
constexpr int most_pieces = 40'000;

cv::Mat1b ink_of(const cv::Mat1b& page) {
    const int size = static_cast<int>(std::max(page.cols, page.rows) * window) | 1;
    cv::Mat mean;
    cv::blur(page, mean, {size, size}, {-1, -1}, cv::BORDER_REPLICATE);
    mean.convertTo(mean, CV_8U, 1 - contrast, -2);
    return page < mean;
}

bool can_be_letter(const cv::Rect& box, int area, int longest) {
    return std::max(box.width, box.height) >= least_px && std::min(box.width, box.height) <= longest &&
           box.height <= 3 * longest && box.width <= 3 * longest && area >= least_area &&
           area >= least_cover * box.area();
}

}  // namespace

Letters letters_of(const cv::Mat1b& page) {
    Letters found;
    cv::Mat1i stats;
    cv::Mat centroids;
    const int count = cv::connectedComponentsWithStats(ink_of(page), found.pieces, stats, centroids, 8, CV_32S);
    found.letter.assign(static_cast<std::size_t>(count), -1);
    if (count > most_pieces) {
        return found;
    }
    const int longest = static_cast<int>(std::max(page.cols, page.rows) * largest / 3);
    const auto box_of = [&](int piece) {
        const int* row = stats[piece];
        return cv::Rect{row[cv::CC_STAT_LEFT], row[cv::CC_STAT_TOP], row[cv::CC_STAT_WIDTH], row[cv::CC_STAT_HEIGHT]};
    };
    std::vector<int> sizes;
    for (int piece = 1; piece < count; ++piece) {
        const cv::Rect box = box_of(piece);
        if (can_be_letter(box, stats(piece, cv::CC_STAT_AREA), longest) && std::max(box.width, box.height) >= 5) {
            sizes.push_back(std::min(box.width, box.height));
        }
    }
    if (sizes.empty()) {
        return found;
    }
    const auto middle = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2);
    std::nth_element(sizes.begin(), middle, sizes.end());
    found.size = *middle;
    for (int piece = 1; piece < count; ++piece) {
        const cv::Rect box = box_of(piece);
        const int area = stats(piece, cv::CC_STAT_AREA);
        if (std::max(box.width, box.height) < found.size * 0.7) {
            if (area >= 3) found.specks.push_back(box);
        } else if (can_be_letter(box, area, longest)) {
            found.letter[static_cast<std::size_t>(piece)] = static_cast<int>(found.boxes.size());
            found.boxes.push_back(box);
            found.piece.push_back(piece);
        }
    }
    return found;
}

Letters turned(const Letters& letters) {
    Letters result = letters;
    result.pieces = cv::Mat1i();
    cv::rotate(letters.pieces, result.pieces, cv::ROTATE_90_CLOCKWISE);
    for (cv::Rect& box : result.boxes) {
        box = {letters.pieces.rows - box.y - box.height, box.x, box.height, box.width};
    }
    for (cv::Rect& box : result.specks) {
        box = {letters.pieces.rows - box.y - box.height, box.x, box.height, box.width};
    }
    return result;
}

}  // namespace baton::scan
