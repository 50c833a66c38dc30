#pragma once

#include "actions/scan/pages/page.hpp"

#include <baton/file.hpp>
#include <baton/result.hpp>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <optional>
#include <string>

namespace baton::scan {

/// `[[x,y] ×4]`, TL, TR, BR, BL.
boost::json::array quad_json(const Quad& quad);

/// Errors: `invalid_input` at `pointer`, unless it is four pairs of finite numbers.
result<Quad> read_quad(const boost::json::value& value, const std::string& pointer);

/// The page that the inspector found in a file; nothing if it found none.
std::optional<Quad> detected_quad(const InputFile& file);

/// The rotation by which the inspector found that the page stands upright; 0 if it found none.
int detected_rotation(const InputFile& file);

/// Reads the members `quad`, `mode` and `rotation`; what is absent is taken from `fallback`, and a `quad` of null is
/// the whole picture. Members of other names are not looked at. `pointer`: of the object. Errors: `invalid_input` with
/// a pointer to the member.
result<PageParameters> read_parameters(const boost::json::object& object, const std::string& pointer,
                                       const PageParameters& fallback);

/// The same parameters always as the same object: corners in hundredths of a pixel, as JSON keeps fractions badly.
boost::json::object exact_json(const PageParameters& parameters);

}  // namespace baton::scan
