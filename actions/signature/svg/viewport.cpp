#include "actions/signature/svg/viewport.hpp"

#include "actions/signature/svg/scanner.hpp"

#include <algorithm>
#include <array>

namespace baton::signature::svg {
namespace {

struct Unit {
    std::string_view name;
    double pixels;
};

constexpr std::array units{Unit{"", 1},           Unit{"px", 1},         Unit{"pt", 96.0 / 72}, Unit{"pc", 16},
                           Unit{"mm", 96 / 25.4}, Unit{"cm", 96 / 2.54}, Unit{"in", 96},        Unit{"em", 16},
                           Unit{"rem", 16},       Unit{"ex", 8},         Unit{"q", 96 / 101.6}};

double aligned(double room, std::string_view align, std::string_view least, std::string_view most) {
    return align.find(least) != align.npos ? 0 : align.find(most) != align.npos ? room : room / 2;
}

}  // namespace

std::optional<double> read_length(std::string_view text, double whole) {
    Scanner scanner{trimmed(text)};
    const auto value = scanner.number();
    if (!value) return std::nullopt;
    if (scanner.rest() == "%") return *value / 100 * whole;
    const auto* unit =
        std::ranges::find_if(units, [&](const Unit& each) { return equals_ignoring_case(scanner.rest(), each.name); });
    return unit == units.end() ? std::nullopt : std::optional{*value * unit->pixels};
}

bool is_foreign_length(std::string_view text) {
    Scanner scanner{trimmed(text)};
    const bool number = scanner.number().has_value();
    const std::string_view word = scanner.word();
    return scanner.peek() == '(' || (number && !word.empty() && scanner.at_end() && !read_length(text, 1));
}

std::optional<ViewBox> read_view_box(std::string_view text) {
    Scanner scanner{trimmed(text)};
    ViewBox box;
    for (double* each : {&box.x, &box.y, &box.width, &box.height}) {
        const auto value = scanner.number();
        if (!value) return std::nullopt;
        *each = *value;
        scanner.skip_separator();
    }
    // Below a millionth nothing could be told apart any more.
    return box.width > 1e-6 && box.height > 1e-6 ? std::optional{box} : std::nullopt;
}

Matrix fitting(const ViewBox& box, const Viewport& viewport, std::string_view preserve_aspect_ratio) {
    double x = viewport.width / box.width;
    double y = viewport.height / box.height;
    Scanner scanner{trimmed(preserve_aspect_ratio)};
    const std::string_view align = scanner.word();
    if (align != "none") {
        scanner.skip_space();
        x = y = scanner.word() == "slice" ? std::max(x, y) : std::min(x, y);
    }
    return {x,
            0,
            0,
            y,
            aligned(viewport.width - box.width * x, align, "xMin", "xMax") - box.x * x,
            aligned(viewport.height - box.height * y, align, "YMin", "YMax") - box.y * y};
}

}  // namespace baton::signature::svg
