#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace baton::core::db::postgres {

/// How the server is reached, and how long is waited for what.
struct Settings {
    /// What libpq understands: `postgresql://user:password@host1,host2/name?…` or `host=… user=…`. A secret: it never
    /// reaches a log or an error.
    std::string url;
    /// The server writes a commit of each of them with one flush: the slower its disk, the more of them help.
    std::size_t connections = 8;
    /// How long a call may wait for a connection, and again how long for its answer.
    std::chrono::milliseconds statement_timeout{5000};
    /// Of one address of one server, handshake included.
    std::chrono::milliseconds connect_timeout{3000};
    /// Calls that wait for a connection; those beyond it are refused at once.
    std::size_t queue_limit = 4096;
};

}  // namespace baton::core::db::postgres
