#pragma once

#include "actions/signature/svg/path.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace baton::signature::svg {

/// The custom properties that an element declares, and by `around` those that it inherits. Values are as written.
struct Variables {
    struct Variable {
        std::string_view name;  ///< with its two hyphens
        std::string_view value;
    };
    std::shared_ptr<const Variables> around;
    std::vector<Variable> own;  ///< the last of a name counts
};

bool has_variables(std::string_view value);

/// `value` with what each `var()` stands for. Nothing if one stands for nothing, for itself, or for more text than a
/// value can need. Each step takes one of `work`.
std::optional<std::string> substituted(std::string_view value, const Variables* variables, Budget& work);

}  // namespace baton::signature::svg
