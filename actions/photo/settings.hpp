#pragma once

#include <baton/media/bytes.hpp>
#include <baton/result.hpp>

#include <boost/json/object.hpp>

#include <cstdint>

namespace baton::photo {

/// What the operator may set for this action.
struct Settings {
    std::uint64_t max_pixels = media::default_max_pixels;  ///< `max_pixels`: 1…1 000 000 000
    int default_quality = 92;                              ///< `default_quality`: 1…100, where a JPEG must be encoded
};

/// Errors: `invalid_input`, for an unknown key or a value out of range, with a pointer to it.
result<Settings> read_settings(const boost::json::object& object);

}  // namespace baton::photo
