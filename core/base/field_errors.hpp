#pragma once

#include "core/base/error.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace baton::core {

/// What is wrong with the fields of a request: the first of it, and how much more there is. A request can have as many
/// wrong fields as bytes; its answer must not.
class FieldErrors {
public:
    /// That an answer names.
    static constexpr std::size_t most = 50;

    bool empty() const { return errors_.empty(); }
    /// Whether one more would only be counted; then nobody need find words for it.
    bool full() const { return errors_.size() >= most; }
    void add(FieldError error);
    void count(std::uint64_t more) { more_ += more; }

    /// Call if there is one at least. The problem, with the first one's sentence.
    Problem take();

private:
    std::vector<FieldError> errors_;
    std::uint64_t more_ = 0;
};

/// That nobody asked for a field of this name.
FieldError unknown_field(std::string pointer, std::string_view name);

/// As a problem of its own.
Problem unknown_field_problem(std::string pointer, std::string_view name);

}  // namespace baton::core
