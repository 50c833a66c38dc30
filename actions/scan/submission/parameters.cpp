#include "actions/scan/submission/parameters.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace baton::scan {
namespace {

namespace json = boost::json;

Error invalid(const std::string& pointer, std::string what) {
    return {errc::invalid_input, std::move(what), pointer};
}

/// Corners may lie beside the picture; nothing lies this far away.
constexpr double farthest = 1'000'000;

std::optional<double> coordinate(const json::value& value) {
    boost::system::error_code error;
    const double number = value.to_number<double>(error);
    return error || !std::isfinite(number) || std::abs(number) > farthest ? std::nullopt : std::optional{number};
}

result<int> read_rotation(const json::value& value, const std::string& pointer) {
    constexpr std::array rotations{0, 90, 180, 270};
    const std::int64_t* number = value.if_int64();
    const auto found = number ? std::ranges::find(rotations, *number) : rotations.end();
    if (found == rotations.end()) return invalid(pointer, "the rotation must be 0, 90, 180 or 270");
    return *found;
}

result<Mode> read_mode(const json::value& value, const std::string& pointer) {
    const auto* name = value.if_string();
    const auto mode = name ? mode_named(*name) : std::nullopt;
    if (!mode) return invalid(pointer, "the mode must be auto, color, gray, bw or photo");
    return *mode;
}

}  // namespace

json::array quad_json(const Quad& quad) {
    json::array corners;
    for (const auto& corner : quad.corners) corners.push_back(json::array{corner.x, corner.y});
    return corners;
}

result<Quad> read_quad(const json::value& value, const std::string& pointer) {
    const auto* corners = value.if_array();
    Quad quad;
    if (!corners || corners->size() != quad.corners.size()) return invalid(pointer, "a quad must have four corners");
    for (std::size_t i = 0; i < quad.corners.size(); ++i) {
        const auto* pair = (*corners)[i].if_array();
        const auto x = pair && pair->size() == 2 ? coordinate((*pair)[0]) : std::nullopt;
        const auto y = x ? coordinate((*pair)[1]) : std::nullopt;
        if (!y) return invalid(pointer + "/" + std::to_string(i), "a corner must be two numbers, x and y");
        quad.corners[i] = {*x, *y};
    }
    return quad;
}

std::optional<Quad> detected_quad(const InputFile& file) {
    const json::value* found = file.info.if_contains("quad");
    if (!found || found->is_null()) return std::nullopt;
    const auto quad = read_quad(*found, {});
    return quad ? std::optional{*quad} : std::nullopt;
}

int detected_rotation(const InputFile& file) {
    const json::value* found = file.info.if_contains("rotation");
    const auto rotation = found ? read_rotation(*found, {}) : 0;
    return rotation ? *rotation : 0;
}

result<PageParameters> read_parameters(const json::object& object, const std::string& pointer,
                                       const PageParameters& fallback) {
    PageParameters parameters = fallback;
    if (const json::value* value = object.if_contains("quad")) {
        parameters.quad.reset();
        if (!value->is_null()) {
            const auto quad = read_quad(*value, pointer + "/quad");
            if (!quad) return quad.error();
            parameters.quad = *quad;
        }
    }
    if (const json::value* value = object.if_contains("mode")) {
        const auto mode = read_mode(*value, pointer + "/mode");
        if (!mode) return mode.error();
        parameters.mode = *mode;
    }
    if (const json::value* value = object.if_contains("rotation")) {
        const auto rotation = read_rotation(*value, pointer + "/rotation");
        if (!rotation) return rotation.error();
        parameters.rotation = *rotation;
    }
    return parameters;
}

json::object exact_json(const PageParameters& parameters) {
    constexpr double steps = 100;
    json::value quad;
    if (parameters.quad) {
        json::array numbers;
        for (const auto& corner : parameters.quad->corners) {
            numbers.push_back(static_cast<std::int64_t>(std::llround(corner.x * steps)));
            numbers.push_back(static_cast<std::int64_t>(std::llround(corner.y * steps)));
        }
        quad = std::move(numbers);
    }
    return {{"quad", std::move(quad)}, {"mode", name_of(parameters.mode)}, {"rotation", parameters.rotation}};
}

}  // namespace baton::scan
