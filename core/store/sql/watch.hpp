#pragma once

#include "core/base/error.hpp"
#include "core/base/id.hpp"
#include "core/db/database.hpp"
#include "core/event/hub.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace baton::core::store::sql {

/// Looks whether other servers have changed the sessions that are listened to here, and wakes their listeners: with it
/// nothing depends on hints. On PostgreSQL only. One call at a time.
// decision 0111
class Watch {
public:
    Watch(db::Database& database, event::Hub& hub) : database_(database), hub_(hub) {}

    /// Errors: the database's.
    task<> look();

private:
    task<> look_at(std::span<const Id> ids);

    db::Database& database_;
    event::Hub& hub_;
    /// The versions that were seen; -1: it is not there. Of those that are listened to only.
    std::unordered_map<Id, std::int64_t, IdHash> seen_;
};

}  // namespace baton::core::store::sql
