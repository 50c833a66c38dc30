#pragma once

#include "core/http/request.hpp"

namespace baton::core::page {

/// Whether a GET comes from a person rather than from something that only looks: HEAD, a prefetch, or the link preview
/// of a messenger or mail program. Whatever is not known counts as a person.
bool is_person(const http::Request& request);

}  // namespace baton::core::page
