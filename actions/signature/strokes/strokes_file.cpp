#include "actions/signature/strokes/strokes_file.hpp"

#include <baton/media/decimal.hpp>

namespace baton::signature {
namespace {

using media::append_decimal;

// Tenths of a px and thousandths of the pressure are what was measured.
constexpr int position_digits = 1;
constexpr int pressure_digits = 3;

void append_sample(std::string& text, const Sample& sample) {
    text += '[';
    append_decimal(text, sample.x, position_digits);
    text += ',';
    append_decimal(text, sample.y, position_digits);
    text += ',';
    append_decimal(text, sample.t, 0);
    text += ',';
    append_decimal(text, sample.pressure, pressure_digits);
    text += ']';
}

}  // namespace

std::string write_strokes(const Strokes& strokes) {
    std::string text = R"({"version":1,"canvas":{"width":)";
    append_decimal(text, strokes.canvas.width, pressure_digits);
    text += R"(,"height":)";
    append_decimal(text, strokes.canvas.height, pressure_digits);
    text += R"(},"strokes":[)";
    const char* between = "";
    for (const Stroke& stroke : strokes.strokes) {
        text += between;
        text += R"({"points":[)";
        between = "";
        for (const Sample& sample : stroke) {
            text += between;
            append_sample(text, sample);
            between = ",";
        }
        text += "]}";
        between = ",";
    }
    text += "]}\n";
    return text;
}

}  // namespace baton::signature
