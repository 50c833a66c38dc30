#pragma once

#include "core/store/s3/requests.hpp"

#include <string>

namespace baton::core::store::s3 {

/// What the bucket's marker object says; empty if there is none. Errors: unavailable.
task<std::string> read_installation(const Requests& requests);

/// Errors: unavailable, uncertain.
task<> write_installation(const Requests& requests, std::string text);

}  // namespace baton::core::store::s3
