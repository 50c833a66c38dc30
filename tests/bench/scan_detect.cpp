// Looks for the page in pictures, for tests/bench/scan_detect.mjs.
//   scan-detect TIMES FILE...
//   scan-detect threshold         prints the confidence from which the product takes a quad for a page
// Prints a JSON line per picture: {file, width, height, quad|null, confidence, aspect, ms}. The quad is printed
// whatever its confidence; ms is the median CPU time of TIMES runs of detection alone, without decoding, on one thread.

#include "actions/scan/detect/detect.hpp"
#include "tests/bench/cpu_time.hpp"

#include <baton/media/orientation.hpp>
#include <baton/media/picture.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <opencv2/core/utility.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace baton;

std::vector<char> read(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

boost::json::object describe(const scan::Detection& found) {
    boost::json::array quad;
    for (const cv::Point2d& corner : found.quad.corners) quad.push_back(boost::json::array{corner.x, corner.y});
    return {{"quad", quad}, {"confidence", found.confidence}, {"aspect", found.aspect}};
}

/// False if the file is no picture.
bool measure(const std::string& path, int times) {
    const std::vector<char> file = read(path);
    auto picture = media::decode(std::as_bytes(std::span{file}));
    if (!picture) {
        std::fprintf(stderr, "scan-detect: %s: %s\n", path.c_str(), picture.error().detail.c_str());
        return false;
    }
    media::Image image = media::upright(std::move(picture->image), picture->header.orientation);
    image.flatten_on_white();
    const int width = static_cast<int>(image.size().width);
    const int height = static_cast<int>(image.size().height);
    const cv::Mat pixels(height, width, image.channels() == 1 ? CV_8UC1 : CV_8UC3, image.row(0));
    std::optional<scan::Detection> found;
    std::vector<double> took;
    for (int i = 0; i < times; ++i) {
        const double before = bench::cpu_ms();
        found = scan::detect(pixels, {.least_confidence = 0});
        took.push_back(bench::cpu_ms() - before);
    }
    std::sort(took.begin(), took.end());
    boost::json::object line = found ? describe(*found) : boost::json::object{{"quad", nullptr}, {"confidence", 0}};
    line["file"] = std::filesystem::path{path}.filename().string();
    line["width"] = width;
    line["height"] = height;
    line["ms"] = took[took.size() / 2];
    std::printf("%s\n", boost::json::serialize(line).c_str());
    return true;
}

}  // namespace

int main(int count, char** arguments) {
    if (count == 2 && std::string_view{arguments[1]} == "threshold") {
        std::printf("%g\n", scan::shipped_confidence);
        return 0;
    }
    const int times = count < 3 ? 0 : std::atoi(arguments[1]);
    if (times < 1) {
        std::fprintf(stderr, "usage: scan-detect TIMES FILE...\n");
        return 2;
    }
    cv::setNumThreads(1);
    bool all = true;
    for (int i = 2; i < count; ++i) all = measure(arguments[i], times) && all;
    return all ? 0 : 1;
}
