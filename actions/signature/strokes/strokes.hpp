#pragma once

#include <baton/result.hpp>

#include <boost/json/object.hpp>

#include <cstddef>
#include <vector>

namespace baton::signature {

/// Where the pen was: CSS px, ms since the first sample of the signature, pressure 0…1.
struct Sample {
    double x = 0;
    double y = 0;
    double t = 0;
    double pressure = 0;
};

/// What the pen drew between touching and leaving the pad; at least one sample, in the order of time.
using Stroke = std::vector<Sample>;

/// The size in CSS px of the frame that the samples are in.
struct Canvas {
    double width = 0;
    double height = 0;
};

struct Strokes {
    Canvas canvas;
    std::vector<Stroke> strokes;
};

/// At most these many are read; more is no signature.
inline constexpr std::size_t most_samples = 50'000;
inline constexpr std::size_t most_strokes = 2'000;

/// Reads the delta-packed `data` of the method `draw` (README). Errors: `invalid_input` with a pointer below `/data`.
result<Strokes> read_strokes(const boost::json::object& data);

/// The way of the pen over all strokes, in px.
double pen_way(const Strokes& strokes);

}  // namespace baton::signature
