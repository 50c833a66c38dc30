#pragma once

#include "core/base/error.hpp"

#include <string>
#include <string_view>

namespace baton::core::db::postgres {

/// Why the server did not do what it was asked for.
struct Refusal {
    std::string sqlstate;  ///< five characters; empty if the server did not say
    std::string message;   ///< one line, without what was asked or its parameters
};

/// What a refusal means for a call whose transaction it ended: nothing of it was kept.
struct Meaning {
    errc code;
    bool retry = false;      ///< the same call may succeed a moment later, on any connection
    bool reconnect = false;  ///< this connection will refuse other calls as well
};

/// https://www.postgresql.org/docs/current/errcodes-appendix.html
Meaning meaning_of(std::string_view sqlstate);

/// What the operator or the log is told.
Problem problem_of(const Refusal& refusal);

/// Why no connection came about, from libpq's message with the SQLSTATE in it (PQERRORS_VERBOSE). `internal` is what
/// waiting does not mend: a wrong password, user or database.
Problem connect_problem_of(std::string_view message);

}  // namespace baton::core::db::postgres
