#pragma once

#include "actions/signature/strokes/strokes.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace baton::signature::testing {

/// One stroke through `points` (x, y), a sample every `interval` ms, at middle pressure.
Stroke stroke_through(const std::vector<std::vector<double>>& points, double interval = 8);

struct NamedStroke {
    std::string name;
    Stroke stroke;
};

/// What outlines break on: reversals, cusps, loops, hairpins, dense and slow wiggles, jumps, sharp zigzags, taps.
std::vector<NamedStroke> hard_strokes();

/// Something like a name in several strokes of `samples` points in all, with loops, cusps and an i-dot, at the speed
/// of a hand; 300 px wide. Always the same.
Strokes signature(std::size_t samples);

}  // namespace baton::signature::testing
