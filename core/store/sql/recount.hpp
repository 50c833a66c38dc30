#pragma once

#include "core/base/error.hpp"
#include "core/store/quota/kept.hpp"

#include <functional>

namespace baton::core::store::sql {

/// Counts what the tables keep, which other servers may have changed, and keeps just that. What changes here between
/// the tables' answer and its arrival would be forgotten: then it is counted anew, a few times at most. Errors: those
/// of `count`.
task<> recount(Kept& kept, std::function<task<Kept::Amounts>()> count);

}  // namespace baton::core::store::sql
