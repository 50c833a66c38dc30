#pragma once

#include "actions/signature/svg/path.hpp"

#include <string_view>

namespace baton::signature::svg {

/// Reads the `d` of a path (SVG 2, 9.3), all commands. As in a browser, a mistake ends the path there and what came
/// before it counts. So does an exhausted budget, of which each command takes one piece.
Path read_path_data(std::string_view data, Budget& budget);

/// Reads the `points` of a polyline (open) or polygon (closed), in the same manner.
Path read_points(std::string_view points, bool closed, Budget& budget);

}  // namespace baton::signature::svg
