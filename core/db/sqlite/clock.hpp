#pragma once

#include "core/db/sqlite/connection.hpp"

#include <string>

namespace baton::core::db::sqlite {

/// The clock of a database file: the machine's date when the file was first opened since the machine was started, and
/// from there on its boot clock. So nobody's setting of the date ends sessions, a restart of the server included.
/// `machine`: what tells this start of this machine from all others. `connection` may write.
/// Errors: those of Connection::run.
// decision 0102
result<Calendar> clock_of(Connection& connection, const std::string& machine);

/// The kernel's name for this start of this machine; empty where it has none.
std::string this_boot();

}  // namespace baton::core::db::sqlite
