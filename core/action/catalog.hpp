#pragma once

#include "core/action/descriptor.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace baton::core::action {

/// The actions this server offers. Immutable once built, so every thread may read it.
class Catalog {
public:
    explicit Catalog(std::vector<ActionDescriptor> actions);

    /// The action, or null.
    const ActionDescriptor* find(std::string_view id) const;
    /// How the backend sees sessions of the action; nothing of its own for one that is not there.
    const Presentation& presentation_of(std::string_view id) const;
    std::span<const ActionDescriptor> list() const { return actions_; }

private:
    std::vector<ActionDescriptor> actions_;
};

}  // namespace baton::core::action
