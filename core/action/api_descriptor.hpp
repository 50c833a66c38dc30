#pragma once

#include "core/action/descriptor.hpp"
#include "core/base/object_reader.hpp"

namespace baton::core::action {

/// Reads what an action adds to the API of its own: presentation, retention, upload limit and form routes. The options'
/// schema must have been read and checked. What is wrong is a failure of `reader`.
// decision 0077
void read_api_additions(ObjectReader& reader, ActionDescriptor& action);

}  // namespace baton::core::action
