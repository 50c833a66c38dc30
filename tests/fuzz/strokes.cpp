// What a pen drew. An input that begins with `{` is `data` as the page submits it; any other is taken for four bytes a
// sample and must become exactly the union of the discs along the line.
#include "actions/signature/strokes/strokes.hpp"

#include "actions/signature/ink/ink.hpp"
#include "actions/signature/ink/ink_model.hpp"
#include "actions/signature/output/bounds.hpp"
#include "actions/signature/output/pdf_writer.hpp"
#include "actions/signature/output/raster.hpp"
#include "actions/signature/output/svg_writer.hpp"
#include "actions/signature/strokes/strokes_file.hpp"
#include "tests/fuzz/harness.hpp"
#include "tests/unit/actions/signature/ink/coverage.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <cmath>
#include <string>

using namespace baton;
using namespace baton::signature;
using fuzz::expect;

namespace {

constexpr std::size_t most_samples_compared = 40;
constexpr std::size_t most_strokes_compared = 2;
constexpr double canvas_side = 24;  // px: small, so that the pen crosses itself
constexpr double margin = 0.12;     // px

Strokes strokes_from_bytes(std::string_view bytes) {
    Strokes strokes{{canvas_side, canvas_side}, {{}}};
    Sample sample{canvas_side / 2, canvas_side / 2, 0, 0.5};
    for (std::size_t i = 0; i + 4 <= bytes.size() && i < 4 * most_samples_compared; i += 4) {
        const auto byte = [&](std::size_t part) { return static_cast<unsigned char>(bytes[i + part]); };
        sample.x = std::clamp(sample.x + (byte(0) - 128) * 0.1, 0.0, canvas_side);
        sample.y = std::clamp(sample.y + (byte(1) - 128) * 0.1, 0.0, canvas_side);
        sample.t += byte(2);
        sample.pressure = byte(3) / 255.0;
        if (byte(2) == 255 && !strokes.strokes.back().empty()) strokes.strokes.emplace_back();
        strokes.strokes.back().push_back(sample);
    }
    std::erase_if(strokes.strokes, &Stroke::empty);
    return strokes;
}

void check_union(const Stroke& stroke) {
    const auto nodes = nodes_of(stroke);
    const auto grid = signature::testing::grid_around(nodes);
    const auto depths = signature::testing::depths(nodes, grid);
    const Drawing drawing = ink({{canvas_side, canvas_side}, {stroke}}, {});
    const auto windings = signature::testing::windings(drawing.shapes.at(0).contours, grid);
    for (std::size_t i = 0; i < depths.size(); ++i) {
        expect(windings[i] >= 0, "all outlines turn the same way");
        expect(depths[i] <= margin || windings[i] > 0, "no holes");
        expect(depths[i] >= -margin || windings[i] == 0, "no spikes");
    }
}

void check_files(const Strokes& strokes, const Drawing& drawing) {
    const Box box = ink_box(drawing);
    expect(std::isfinite(box.long_side()) && box.width() > 0 && box.height() > 0, "ink has a finite box");
    expect(shows(drawing), "ink can be seen");
    const Box frame = frame_around(box);
    const std::string svg = write_svg(drawing, place_as_vector(frame));
    const auto d = svg.find(" d=\"");
    expect(svg.find_first_not_of("Mlcz0123456789.- ", d + 4) == svg.find("\"/>"), "an SVG's path is numbers");
    expect(write_pdf(drawing, place_on_page(frame)).has_value(), "a PDF can be written");
    const auto file = boost::json::parse(write_strokes(strokes));
    expect(file.at("strokes").as_array().size() == strokes.strokes.size(), "the strokes can be read back");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text_of(data, size);
    Strokes strokes;
    if (text.starts_with('{')) {
        boost::system::error_code failed;
        const auto value = boost::json::parse(boost::json::string_view{text.data(), text.size()}, failed);
        if (failed || !value.is_object()) return 0;
        auto read = read_strokes(value.get_object());
        if (!read) {
            expect(read.error().code == errc::invalid_input && read.error().pointer.starts_with("/data"),
                   "a refusal says where");
            return 0;
        }
        strokes = std::move(*read);
    } else {
        strokes = strokes_from_bytes(text);
        const std::size_t compared = std::min(most_strokes_compared, strokes.strokes.size());
        for (std::size_t i = 0; i < compared; ++i) check_union(strokes.strokes[i]);
    }
    const Drawing drawing = ink(strokes, {});
    expect(drawing.shapes.empty() == strokes.strokes.empty(), "every stroke leaves ink");
    if (!drawing.shapes.empty()) check_files(strokes, drawing);
    return 0;
}
