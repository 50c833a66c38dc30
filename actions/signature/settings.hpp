#pragma once

#include <baton/media/bytes.hpp>
#include <baton/result.hpp>

#include <boost/json/object.hpp>

#include <cstdint>

namespace baton::signature {

/// What the operator may set for this action.
struct Settings {
    std::uint64_t max_pixels = media::default_max_pixels;  ///< `max_pixels`: 1…1 000 000 000, of a submitted picture
};

/// Errors: `invalid_input`, for an unknown key or a value out of range, with a pointer to it.
result<Settings> read_settings(const boost::json::object& object);

}  // namespace baton::signature
