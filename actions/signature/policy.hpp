#pragma once

#include "actions/signature/options.hpp"

#include <baton/media/bytes.hpp>
#include <baton/result.hpp>

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace baton::signature {

/// A way of signing.
enum class Method { draw, type, upload };

/// The key under which the page uploads a picture.
inline constexpr std::string_view uploaded_key = "signature";

/// What `data` says. Errors: `invalid_input`.
result<Method> read_method(const boost::json::object& data);

/// Errors: `forbidden`, if the session does not allow this way.
result<void> allow(Method method, const Methods& methods);

/// Whether a picture may be submitted in place of the page: an SVG or a PNG counts as drawn (other front ends draw so)
/// and as uploaded; a photo counts as uploaded only. Errors: `forbidden`.
result<void> allow_picture(media::BytesView file, const Methods& methods);

/// Errors: `invalid_input` at `pointer`, if `way` (CSS px) is below the session's `min_ink`.
result<void> enough_ink(double way, const Options& options, const std::string& pointer);

}  // namespace baton::signature
