// Which way up pages are, for tests/bench/scan_upright.mjs.
//   scan-upright FILE x,y x,y x,y x,y [FILE …]     the corners of the page as printed: top left first, clockwise
//   scan-upright FILE whole [FILE …]               the whole picture
// Each page is looked at in four ways: turned clockwise by 0, 90, 180, 270 degrees. Prints a JSON line for each: {file,
// turned, rotation|null, confidence, ms}; ms is the CPU time of it all on one thread, without decoding and grey values.

#include "actions/scan/orientation/orientation.hpp"
#include "actions/scan/rectify/aspect.hpp"
#include "actions/scan/rectify/corners.hpp"
#include "tests/bench/cpu_time.hpp"

#include <baton/media/orientation.hpp>
#include <baton/media/picture.hpp>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <opencv2/core/utility.hpp>

#include <cstdio>
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
using namespace baton::scan;

/// False if the file is no picture.
bool measure(const std::string& path, const std::optional<Quad>& corners) {
    std::ifstream stream{path, std::ios::binary};
    const std::vector<char> file{std::istreambuf_iterator<char>{stream}, {}};
    auto picture = media::decode(std::as_bytes(std::span{file}), {.grey = true});
    if (!picture) {
        std::fprintf(stderr, "scan-upright: %s: %s\n", path.c_str(), picture.error().detail.c_str());
        return false;
    }
    media::Image image = media::upright(std::move(picture->image), picture->header.orientation);
    image.flatten_on_white();
    const cv::Size size{static_cast<int>(image.size().width), static_cast<int>(image.size().height)};
    const cv::Mat1b pixels(size.height, size.width, image.row(0));
    const Quad quad = corners.value_or(whole(image.size()));
    const double aspect = snap_aspect(estimate_aspect(quad, size));
    for (int rotation = 0; rotation < 360; rotation += 90) {
        const double before = bench::cpu_ms();
        const auto found =
            orientation_of(look_at(pixels, turned(quad, rotation), rotation % 180 == 0 ? aspect : 1 / aspect));
        const double took = bench::cpu_ms() - before;
        boost::json::object line{{"file", std::filesystem::path{path}.filename().string()}, {"turned", rotation}};
        line["rotation"] = found ? boost::json::value(found->rotation) : boost::json::value(nullptr);
        line["confidence"] = found ? found->confidence : 0;
        line["ms"] = took;
        std::printf("%s\n", boost::json::serialize(line).c_str());
    }
    return true;
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 3) {
        std::fprintf(stderr, "usage: scan-upright FILE x,y x,y x,y x,y|whole [FILE …]\n");
        return 2;
    }
    cv::setNumThreads(1);
    bool all = true;
    for (int i = 1; i < count; ++i) {
        const std::string path = arguments[i++];
        std::optional<Quad> quad;
        if (i < count && std::string_view{arguments[i]} != "whole") {
            quad.emplace();
            for (std::size_t corner = 0; corner < 4 && i < count; ++corner, ++i) {
                std::sscanf(arguments[i], "%lf,%lf", &quad->corners[corner].x, &quad->corners[corner].y);
            }
            --i;
        }
        all = measure(path, quad) && all;
    }
    return all ? 0 : 1;
}
