#include "actions/scan/orientation/letters.hpp"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>

namespace baton::scan {
namespace {

// Shares of the page's long side.
constexpr double window = 0.033;
constexpr double largest = 0.04;  // of the shorter side; words whose letters touch may be three times as long
constexpr int least_px = 5;
constexpr int least_area = 5;
constexpr int least_speck_area = 3;
// Of the middling letter's size.
constexpr double largest_speck = 0.7;
// Of the box; a frame or a bent line covers less.
constexpr double least_cover = 0.08;
// Ink is darker than what is around it by this share.
constexpr double contrast = 0.12;
// More pieces than any page has letters: grain, cloth, a lawn.
constexpr int most_pieces = 20'000;

cv::Mat1b ink_of(const cv::Mat1b& page) {
    const int size = static_cast<int>(std::max(page.cols, page.rows) * window) | 1;
    cv::Mat mean;
    cv::blur(page, mean, {size, size}, {-1, -1}, cv::BORDER_REPLICATE);
    mean.convertTo(mean, CV_8U, 1 - contrast, -2);
    return page < mean;
}

// A connected piece of ink.
struct Piece {
    int left = std::numeric_limits<int>::max();
    int right = 0;
    int top = 0;
    int bottom = 0;
    int area = 0;

    cv::Rect box() const { return {left, top, right - left + 1, bottom - top + 1}; }
    int longer_side() const { return std::max(right - left, bottom - top) + 1; }
    int shorter_side() const { return std::min(right - left, bottom - top) + 1; }
};

// OpenCV's own statistics take twice as long as finding the pieces: they count the paper too.
std::vector<Piece> measured(const cv::Mat1i& pieces, int count) {
    std::vector<Piece> measured(static_cast<std::size_t>(count));
    for (int y = 0; y < pieces.rows; ++y) {
        const int* row = pieces[y];
        for (int x = 0; x < pieces.cols; ++x) {
            if (row[x] == 0) continue;
            Piece& piece = measured[static_cast<std::size_t>(row[x])];
            piece.top = piece.area == 0 ? y : piece.top;
            piece.bottom = y;
            piece.left = std::min(piece.left, x);
            piece.right = std::max(piece.right, x);
            ++piece.area;
        }
    }
    return measured;
}

bool can_be_letter(const Piece& piece, int longest) {
    return piece.longer_side() >= least_px && piece.shorter_side() <= longest && piece.longer_side() <= 3 * longest &&
           piece.area >= least_area && piece.area >= least_cover * piece.box().area();
}

double middle_of(std::vector<int>& sizes) {
    const auto middle = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2);
    std::nth_element(sizes.begin(), middle, sizes.end());
    return *middle;
}

}  // namespace

Letters letters_of(const cv::Mat1b& page) {
    Letters found;
    const int count = cv::connectedComponents(ink_of(page), found.pieces, 8, CV_32S);
    found.letter.assign(static_cast<std::size_t>(count), -1);
    if (count > most_pieces) return found;
    const std::vector<Piece> pieces = measured(found.pieces, count);
    const int longest = static_cast<int>(std::max(page.cols, page.rows) * largest);
    std::vector<int> sizes;
    for (const Piece& piece : pieces) {
        if (piece.area > 0 && can_be_letter(piece, longest)) sizes.push_back(piece.shorter_side());
    }
    if (sizes.empty()) return found;
    found.size = middle_of(sizes);
    for (std::size_t i = 1; i < pieces.size(); ++i) {
        if (pieces[i].longer_side() < largest_speck * found.size) {
            if (pieces[i].area >= least_speck_area) found.specks.push_back(pieces[i].box());
        } else if (can_be_letter(pieces[i], longest)) {
            found.letter[i] = static_cast<int>(found.boxes.size());
            found.boxes.push_back(pieces[i].box());
            found.piece.push_back(static_cast<int>(i));
        }
    }
    return found;
}

Letters turned(const Letters& letters) {
    Letters result = letters;
    result.pieces = cv::Mat1i();
    cv::rotate(letters.pieces, result.pieces, cv::ROTATE_90_CLOCKWISE);
    const auto turn = [&](cv::Rect& box) {
        box = {letters.pieces.rows - box.y - box.height, box.x, box.height, box.width};
    };
    std::ranges::for_each(result.boxes, turn);
    std::ranges::for_each(result.specks, turn);
    return result;
}

}  // namespace baton::scan
