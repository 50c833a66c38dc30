#pragma once

#include "core/base/error.hpp"
#include "core/session/session.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <vector>

namespace baton::core::session {

/// Where the API offers a result file, below the server's address.
std::string download_path(const File& item);

/// Puts the address of the N-th item in place of each `{"$download": N}` in an action's result object.
/// Errors: processing_failed (there is no such item).
result<void> link_downloads(boost::json::object& object, const std::vector<File>& items);

}  // namespace baton::core::session
