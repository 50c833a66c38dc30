#pragma once

#include "actions/signature/svg/objection.hpp"
#include "actions/signature/svg/path.hpp"
#include "actions/signature/svg/viewport.hpp"

#include <pugixml.hpp>

#include <string_view>

namespace baton::signature::svg {

/// What an element draws: `path`, `rect`, `circle`, `ellipse`, `line`, `polyline` or `polygon`, in its own user units.
/// `name` is the element's without its prefix. Empty for every other element, and for shapes without extent. Objects to
/// lengths that only browsers know.
Path path_of(const pugi::xml_node& element, std::string_view name, const Viewport& viewport, Budget& budget,
             Objection& objection);

/// True for shapes whose outline never crosses itself.
bool is_simple(std::string_view name);

}  // namespace baton::signature::svg
