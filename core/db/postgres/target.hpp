#pragma once

#include "core/db/postgres/libpq.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace baton::core::db::postgres {

/// One server of a URL. What is empty, libpq chooses.
struct Server {
    std::string host;     ///< a name, an address or the folder of a socket
    std::string address;  ///< where the URL gives it beside the name
    std::string port;
};

/// A URL taken apart. libpq is only ever given one server at a time: of several it would wait for the first one without
/// end, because PQconnectPoll knows no time-out.
struct Target {
    std::vector<Server> servers;
    std::vector<std::pair<std::string, std::string>> options;
    std::vector<std::string> secrets;

    /// `message` with the secrets replaced.
    std::string without_secrets(std::string_view message) const;
};

/// Takes `url` apart, and asks for a server that takes writes unless it says otherwise.
/// Errors: internal (it is none; the detail quotes nothing of it).
result<Target> parse_target(const Libpq& pq, const std::string& url);

}  // namespace baton::core::db::postgres
