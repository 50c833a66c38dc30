#include "written_page.hpp"

#include <opencv2/imgproc.hpp>

namespace baton::scan::testing {

const std::vector<std::string>& english() {
    static const std::vector<std::string> lines{
        "The ferry did not leave the little harbour before noon,",
        "although the fog had lifted and the wind was light.",
        "Children sat on the wall with their feet over the edge",
        "and held long rods of hazel. Behind them",
        "the old clock struck twelve, half an hour too late.",
        "Nobody minded. It had always been like that.",
    };
    return lines;
}

const std::vector<std::string>& descending() {
    static const std::vector<std::string> lines{
        "six young mice grow groggy, every one,",         "so we pry open a gap as a group, moving copper,",
        "purring as sun cover every gray sparrow again.", "in a squarer room, piggy men copy a menu",
        "or prance in rows, appeasing my grumpy nun.",
    };
    return lines;
}

cv::Mat1b written_page(const std::vector<std::string>& lines, Aligned aligned) {
    constexpr int font = cv::FONT_HERSHEY_COMPLEX;
    cv::Mat1b page(1754, 1240, std::uint8_t{235});
    for (int i = 0; i < 32; ++i) {
        const std::string& line = lines[static_cast<std::size_t>(i) % lines.size()];
        const int width = cv::getTextSize(line, font, 1, 2, nullptr).width;
        const int left = aligned == Aligned::left ? 110 : (page.cols - width) / 2;
        cv::putText(page, line, {left, 180 + 46 * i}, font, 1, cv::Scalar::all(30), 2, cv::LINE_AA);
    }
    return page;
}

cv::Mat1b turned_by(const cv::Mat1b& page, int degrees) {
    cv::Mat1b turned = page;
    for (; degrees > 0; degrees -= 90) {
        cv::Mat1b next;
        cv::rotate(turned, next, cv::ROTATE_90_CLOCKWISE);
        turned = next;
    }
    return turned;
}

}  // namespace baton::scan::testing
