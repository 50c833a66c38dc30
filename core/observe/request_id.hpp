#pragma once

#include <string>
#include <string_view>

namespace baton::core::observe {

/// The id under which a request appears in the log and in its answer: the client's own if it is 1–64 characters of
/// `[A-Za-z0-9._-]`, else a new one, unique in this process and unlikely to repeat in another.
std::string request_id(std::string_view from_client);

}  // namespace baton::core::observe
