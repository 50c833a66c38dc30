#include "core/action/catalog.hpp"

#include <algorithm>
#include <utility>

namespace baton::core::action {

Catalog::Catalog(std::vector<ActionDescriptor> actions) : actions_(std::move(actions)) {}

const ActionDescriptor* Catalog::find(std::string_view id) const {
    const auto found = std::ranges::find(actions_, id, &ActionDescriptor::id);
    return found == actions_.end() ? nullptr : &*found;
}

const Presentation& Catalog::presentation_of(std::string_view id) const {
    static const Presentation none;
    const auto* action = find(id);
    return action == nullptr ? none : action->presentation;
}

}  // namespace baton::core::action
