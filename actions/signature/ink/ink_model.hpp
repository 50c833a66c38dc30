#pragma once

#include "actions/signature/drawing.hpp"
#include "actions/signature/strokes/strokes.hpp"

#include <vector>

namespace baton::signature {

/// The model of README "Ink": what the page draws while the pen moves and the worker when it renders. Whoever changes a
/// constant here changes README and `ui/ink.ts` with it.
namespace model {
inline constexpr double base_width = 2.6;     ///< px, at pressure 0.5 and speed 0.83 px/ms
inline constexpr double dot_diameter = 3.6;   ///< px, at pressure 0.5
inline constexpr double least_width = 0.7;    ///< px
inline constexpr double node_distance = 1;    ///< px; samples nearer to the last node are dropped
inline constexpr double smooth_within = 4;    ///< px; nodes are smoothed where both neighbours are nearer
inline constexpr double speed_settles = 40;   ///< ms, time constant of the speed's low pass
inline constexpr double width_settles = 15;   ///< px, length constant of the width's low pass
inline constexpr double still_factor = 1.25;  ///< of the width, at rest
inline constexpr double speed_thins = 0.3;    ///< of the width, per px/ms
inline constexpr double thinnest_factor = 0.45;
inline constexpr double taper_length = 12;  ///< px
inline constexpr double taper_depth = 0.6;  ///< share of the width that a fast end loses
inline constexpr double taper_speed = 1.2;  ///< px/ms of an end that tapers fully
}  // namespace model

/// A point that the centre line goes through, and the ink's diameter there (px).
struct Node {
    Point at;
    double width = 0;
};

/// A stroke's nodes (steps 1 to 4 of the model, and the smoothing of 5). One node is a dot; none only for no sample.
std::vector<Node> nodes_of(const Stroke& stroke);

}  // namespace baton::signature
