#include "actions/scan/enhance/tiles.hpp"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace baton::scan {
namespace {

constexpr double tile_inches = 0.21;
// Print leaves at least this share of the paper bare, so that many pixels are nearly as bright as the brightest; a
// photograph has no such plateau, and is rough where the edge of a shadow is smooth.
constexpr double bare_share = 0.3;
constexpr double bare_share_in_shadow = 0.46;
constexpr double shadow = 0.8;  // of the page's white
constexpr double nearly = 0.9;
constexpr double rough_share = 0.3;
constexpr float rough = 0.025F;
// Darker than this share of the page's white is no shadow any more that one would want to lift.
constexpr double darkest_shadow = 0.3;
// A surface whose share of red or blue differs by more from the page's is printed. Shadows differ too: they are lit by
// the sky or the wall.
constexpr float foreign_colour = 0.12F;

float percentile(std::vector<float> values, double share) {
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(static_cast<double>(values.size() - 1) * share);
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

// Where brightness changes from pixel to pixel other than along a slope.
cv::Mat1b rough_of(const cv::Mat1b& coarse) {
    cv::Mat1f values;
    cv::Mat1f smooth;
    coarse.convertTo(values, CV_32F);
    cv::blur(values, smooth, {5, 5});
    return cv::abs(values - smooth) > rough * smooth;
}

// Where the edge of a shadow runs through print it looks like a picture too, but only one tile wide.
cv::Mat1b wide(const cv::Mat1b& picture) {
    cv::Mat1b block;
    cv::morphologyEx(picture, block, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_RECT, {2, 2}));
    cv::dilate(block, block, cv::getStructuringElement(cv::MORPH_RECT, {5, 5}));
    return block;
}

class Tiling {
public:
    Tiling(const cv::Mat1b& coarse, const cv::Mat3b& colours, int side)
        : coarse_(coarse), colours_(colours), rough_(rough_of(coarse)), side_(side) {
        const cv::Size count{(coarse.cols + side - 1) / side, (coarse.rows + side - 1) / side};
        tiles_ = {side, cv::Mat1f(count), cv::Mat1b(count), 255};
        tints_ = cv::Mat2f(count, cv::Vec2f{0, 0});
        bare_ = cv::Mat1f(count);
        is_rough_ = cv::Mat1b(count);
        for (int y = 0; y < count.height; ++y) {
            for (int x = 0; x < count.width; ++x) look_at(x, y);
        }
    }

    Tiles finish() {
        tiles_.white = std::max(1.0F, percentile({tiles_.level.begin(), tiles_.level.end()}, 0.9));
        const cv::Mat1b lit = tiles_.level > shadow * tiles_.white;
        const cv::Mat1b picture =
            (is_rough_ != 0) & (bare_ < bare_share_in_shadow) & ((lit == 0) | (bare_ < bare_share));
        tiles_.paper = (picture & wide(picture)) == 0;
        tiles_.paper.setTo(0, tiles_.level < darkest_shadow * tiles_.white);
        if (!colours_.empty()) drop_foreign_colours();
        // A tile amid a picture that happens to look like paper would spread its level over all of it.
        for (int i = 0; i < 2; ++i) {
            cv::Mat1b around;
            cv::blur(tiles_.paper, around, {3, 3});
            tiles_.paper &= around > 255 * 5 / 9;
        }
        return std::move(tiles_);
    }

private:
    void look_at(int tx, int ty) {
        const cv::Rect area = cv::Rect{tx * side_, ty * side_, side_, side_} & cv::Rect{{}, coarse_.size()};
        std::array<int, 256> histogram{};
        for (int y = area.y; y < area.y + area.height; ++y) {
            for (int x = area.x; x < area.x + area.width; ++x) ++histogram[coarse_(y, x)];
        }
        int level = 255;
        for (int above = 0; level > 0; --level) {
            above += histogram[static_cast<std::size_t>(level)];
            if (above * 10 >= area.area()) break;
        }
        const int plateau = static_cast<int>(level * nearly);
        int bare = 0;
        for (int value = plateau; value < 256; ++value) bare += histogram[static_cast<std::size_t>(value)];
        tiles_.level(ty, tx) = static_cast<float>(level);
        bare_(ty, tx) = static_cast<float>(bare) / static_cast<float>(area.area());
        is_rough_(ty, tx) = cv::countNonZero(rough_(area)) > rough_share * area.area() ? 255 : 0;
        if (!colours_.empty()) tints_(ty, tx) = tint(area, plateau);
    }

    // Red and blue of the plateau relative to its brightness.
    cv::Vec2f tint(const cv::Rect& area, int plateau) const {
        const cv::Scalar mean = cv::mean(colours_(area), coarse_(area) >= plateau);
        const double brightness = std::max(1.0, 0.299 * mean[0] + 0.587 * mean[1] + 0.114 * mean[2]);
        return {static_cast<float>(mean[0] / brightness), static_cast<float>(mean[2] / brightness)};
    }

    void drop_foreign_colours() {
        std::vector<float> red;
        std::vector<float> blue;
        for (int y = 0; y < tints_.rows; ++y) {
            for (int x = 0; x < tints_.cols; ++x) {
                if (tiles_.paper(y, x) != 0) {
                    red.push_back(tints_(y, x)[0]);
                    blue.push_back(tints_(y, x)[1]);
                }
            }
        }
        if (red.empty()) return;
        const cv::Vec2f usual{percentile(red, 0.5), percentile(blue, 0.5)};
        for (int y = 0; y < tints_.rows; ++y) {
            for (int x = 0; x < tints_.cols; ++x) {
                const cv::Vec2f off = tints_(y, x) - usual;
                if (std::max(std::abs(off[0]), std::abs(off[1])) > foreign_colour) tiles_.paper(y, x) = 0;
            }
        }
    }

    const cv::Mat1b& coarse_;
    const cv::Mat3b& colours_;
    cv::Mat1b rough_;
    int side_;
    Tiles tiles_;
    cv::Mat1f bare_;
    cv::Mat1b is_rough_;
    cv::Mat2f tints_;
};

}  // namespace

Tiles tiles_of(const cv::Mat1b& coarse, const cv::Mat3b& colours, double dpi) {
    const int side = std::max(6, static_cast<int>(std::lround(dpi * tile_inches)));
    return Tiling{coarse, colours, side}.finish();
}

void fill(Tiles& tiles) {
    if (cv::countNonZero(tiles.paper) == 0) {
        tiles.level.setTo(tiles.white);
        tiles.paper.setTo(255);
    }
    while (cv::countNonZero(tiles.paper) < static_cast<int>(tiles.paper.total())) {
        cv::Mat1f known;
        tiles.paper.convertTo(known, CV_32F, 1 / 255.0);
        cv::Mat1f sum;
        cv::Mat1f weight;
        cv::blur(tiles.level.mul(known), sum, {3, 3}, {-1, -1}, cv::BORDER_CONSTANT);
        cv::blur(known, weight, {3, 3}, {-1, -1}, cv::BORDER_CONSTANT);
        const cv::Mat1b reached = (weight > 0.01F) & (tiles.paper == 0);
        cv::Mat1f average;
        cv::divide(sum, cv::max(weight, 0.01F), average);
        average.copyTo(tiles.level, reached);
        tiles.paper.setTo(255, reached);
    }
}

}  // namespace baton::scan
