#include "core/plugin/catalog.hpp"

#include <algorithm>
#include <utility>

namespace baton::core::plugin {

Catalog::Catalog(std::vector<ActionDescriptor> actions) : actions_(std::move(actions)) {}

const ActionDescriptor* Catalog::find(std::string_view id) const {
    const auto found = std::ranges::find(actions_, id, &ActionDescriptor::id);
    return found == actions_.end() ? nullptr : &*found;
}

}  // namespace baton::core::plugin
