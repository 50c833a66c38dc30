#pragma once

#include "core/store/s3/requests.hpp"

namespace baton::core::store::s3 {

/// Whether the bucket can be used, for the start: writes an object, reads it and removes it.
/// Errors: unavailable, with one line that names the setting or the right that is wrong.
task<> check_bucket(const Requests& requests);

}  // namespace baton::core::store::s3
