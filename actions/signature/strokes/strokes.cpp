#include "actions/signature/strokes/strokes.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace baton::signature {
namespace {

using boost::json::array;
using boost::json::value;

// Integers of one sample, and what they are of the units that the rest of the action counts in.
constexpr std::size_t per_sample = 4;
constexpr double tenths = 10;
constexpr double thousandths = 1000;

// The packed values' ranges. Differences are checked by what they add up to.
constexpr std::int64_t farthest = 100'000;    // tenths of a px
constexpr std::int64_t longest = 86'400'000;  // ms
constexpr std::int64_t full_pressure = 1000;
constexpr double largest_canvas = 10'000;  // px

Error refused(std::string pointer, std::string what) {
    return {errc::invalid_input, std::move(what), "/data" + std::move(pointer)};
}

// Absolute, still packed: x, y, t, pressure.
using Packed = std::array<std::int64_t, per_sample>;

std::optional<std::int64_t> integer(const value& number) {
    if (const std::int64_t* whole = number.if_int64()) return *whole;
    return std::nullopt;
}

// Nothing if all is well, else what is wrong.
const char* misfit(const Packed& sample, std::int64_t earliest) {
    if (std::abs(sample[0]) > farthest || std::abs(sample[1]) > farthest) {
        return "this point is farther away than 100000 tenths of a pixel";
    }
    if (sample[2] < earliest) return "the time of this point is before that of the last one";
    if (sample[2] > longest) return "this point is more than a day after the first";
    if (sample[3] < 0 || sample[3] > full_pressure) return "pressure must be from 0 to 1000 thousandths";
    return nullptr;
}

// Reads one stroke; `latest` is the time of the sample before it and becomes that of its last.
result<Stroke> read_stroke(const array& numbers, const std::string& pointer, std::int64_t& latest) {
    if (numbers.empty() || numbers.size() % per_sample != 0) {
        return refused(pointer, "a stroke is a list of integers, four for each point");
    }
    Stroke stroke;
    stroke.reserve(numbers.size() / per_sample);
    Packed at{};
    for (std::size_t i = 0; i < numbers.size(); i += per_sample) {
        for (std::size_t part = 0; part < per_sample; ++part) {
            const auto number = integer(numbers[i + part]);
            // No honest number or difference is larger, and so no sum can overflow.
            if (!number || std::abs(*number / 2) > longest) {
                return refused(pointer + "/" + std::to_string(i + part), "this must be an integer in range");
            }
            at[part] += *number;
        }
        if (const char* wrong = misfit(at, latest)) return refused(pointer + "/" + std::to_string(i), wrong);
        latest = at[2];
        stroke.push_back({static_cast<double>(at[0]) / tenths, static_cast<double>(at[1]) / tenths,
                          static_cast<double>(at[2]), static_cast<double>(at[3]) / thousandths});
    }
    return stroke;
}

result<double> read_side(const boost::json::object& canvas, std::string_view name) {
    const value* side = canvas.if_contains(name);
    const double length = side && side->is_number() ? side->to_number<double>() : 0;
    if (!(length > 0 && length <= largest_canvas)) {
        return refused("/canvas/" + std::string{name}, "the canvas' sides must be above 0 and at most 10000");
    }
    return length;
}

result<Canvas> read_canvas(const boost::json::object& data) {
    const value* canvas = data.if_contains("canvas");
    const boost::json::object* sides = canvas ? canvas->if_object() : nullptr;
    if (!sides || sides->size() != 2) return refused("/canvas", "the canvas must be an object with width and height");
    const auto width = read_side(*sides, "width");
    if (!width) return width.error();
    const auto height = read_side(*sides, "height");
    if (!height) return height.error();
    return Canvas{*width, *height};
}

result<void> only_known(const boost::json::object& data) {
    for (const auto& member : data) {
        if (member.key() != "method" && member.key() != "canvas" && member.key() != "strokes") {
            return refused("", "what was drawn has method, canvas and strokes, and nothing else");
        }
    }
    return {};
}

}  // namespace

result<Strokes> read_strokes(const boost::json::object& data) {
    if (auto known = only_known(data); !known) return known.error();
    auto canvas = read_canvas(data);
    if (!canvas) return canvas.error();
    const value* listed = data.if_contains("strokes");
    const array* lists = listed ? listed->if_array() : nullptr;
    if (!lists || lists->size() > most_strokes) {
        return refused("/strokes", "strokes must be an array of at most " + std::to_string(most_strokes));
    }
    Strokes read{*canvas, {}};
    read.strokes.reserve(lists->size());
    std::int64_t latest = 0;
    std::size_t samples = 0;
    for (std::size_t i = 0; i < lists->size(); ++i) {
        const std::string pointer = "/strokes/" + std::to_string(i);
        const array* numbers = (*lists)[i].if_array();
        if (!numbers) return refused(pointer, "a stroke is a list of integers, four for each point");
        samples += numbers->size() / per_sample;
        if (samples > most_samples) {
            return refused(pointer, "a signature has at most " + std::to_string(most_samples) + " points");
        }
        auto stroke = read_stroke(*numbers, pointer, latest);
        if (!stroke) return stroke.error();
        read.strokes.push_back(std::move(*stroke));
    }
    return read;
}

double pen_way(const Strokes& strokes) {
    double way = 0;
    for (const Stroke& stroke : strokes.strokes) {
        for (std::size_t i = 1; i < stroke.size(); ++i) {
            way += std::hypot(stroke[i].x - stroke[i - 1].x, stroke[i].y - stroke[i - 1].y);
        }
    }
    return way;
}

}  // namespace baton::signature
