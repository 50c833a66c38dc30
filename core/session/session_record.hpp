#pragma once

#include "core/access/owners.hpp"
#include "core/base/clocks.hpp"
#include "core/base/error.hpp"
#include "core/session/session.hpp"

#include <string>
#include <string_view>

/// A session as a store keeps it: one JSON object, the same for every store.
/// tests/unit/core/session/session_record.golden.json is one.
///
/// Times are nanoseconds since 1970 (UTC), lifetimes nanoseconds. What is not there has no member. The owner is the API
/// key's name, never its place in a list. Annexes are records of their own; the session's has only their sizes.
namespace baton::core::session {

/// Grows when a reader of the number before would misunderstand the record, and only then.
// decision 0046
inline constexpr std::uint64_t record_version = 1;

/// `calendar`: a record outlives the boot clock, so its times are dates.
std::string write_record(const Session& session, const access::Owners& owners, const Calendar& calendar);

/// Reads what `write_record` wrote, also an older Baton's. Strict: a member that is not known is refused, because to
/// write the record again without it would lose it.
/// Errors: internal, one line for the log: a newer Baton's record, or one that is broken.
result<Session> read_record(std::string_view text, access::Owners& owners, const Calendar& calendar);

}  // namespace baton::core::session
