#include "core/base/field_errors.hpp"

#include "core/base/text.hpp"

namespace baton::core {

namespace {

/// Of a name that a client chose: enough to find it.
constexpr std::size_t shown_bytes = 64;

}  // namespace

void FieldErrors::add(FieldError error) {
    if (full()) return count(1);
    errors_.push_back(std::move(error));
}

Problem FieldErrors::take() {
    Problem all{errc::invalid_field, errors_.front().detail, std::move(errors_), {}};
    all.more_errors = more_;
    return all;
}

FieldError unknown_field(std::string pointer, std::string_view name) {
    return {std::move(pointer), "unknown", "unknown field '" + shortened(name, shown_bytes) + "'"};
}

Problem unknown_field_problem(std::string pointer, std::string_view name) {
    FieldErrors errors;
    errors.add(unknown_field(std::move(pointer), name));
    return errors.take();
}

}  // namespace baton::core
