#include "core/action/accepted.hpp"

#include "core/base/text.hpp"

#include <algorithm>

namespace baton::core::action {

result<void> check_accepted(const ActionDescriptor& action, std::string_view media_type) {
    if (std::ranges::find(action.accepts, media_type) != action.accepts.end()) return {};
    return problem(errc::unsupported_media, "not a file that this action takes; it takes: " + join(action.accepts));
}

}  // namespace baton::core::action
