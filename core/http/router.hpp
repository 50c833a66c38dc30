#pragma once

#include "core/http/request.hpp"
#include "core/http/response.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace baton::core::http {

/// Answers one route. An error becomes problem+json.
using Handler = std::function<task<Response>(Request&)>;

/// Whether a route answers while the server stops: those by which a backend fetches what it has been promised do.
// decision 0043
enum class WhileStopping : std::uint8_t {
    refused,
    served,
    refused_first,  ///< as soon as it is known that the server will stop: balancers ask here
};

/// What the connection must know of a route before the handler runs.
struct Route {
    Verb method;
    std::string pattern;  ///< "/api/v1/sessions/:id": `:name` matches one whole segment, a last `*name` the rest
    std::uint64_t body_limit = 0;  ///< bytes; more is 413. 0: the route takes no body
    Handler handler;
    WhileStopping while_stopping = WhileStopping::refused;
};

/// What becomes of a path that is one of the table's but for a slash at its end.
enum class LastSlash : std::uint8_t {
    redirected,  ///< to the path without it
    refused,     ///< it is another path, and there is none
};

/// How parameters come to the handler.
enum class PathParameters : std::uint8_t {
    decoded,  ///< a path with broken escapes, or one for NUL, is refused before any route is asked
    as_sent,  ///< the handler decodes them, and says itself what is wrong; all else of a path is compared as it is
};

/// How a service's paths are read, beyond its patterns.
struct PathRules {
    std::string base_path;  ///< "" or "/prefix"; routes answer with and without it, also if they begin with that word
    LastSlash last_slash = LastSlash::redirected;
    PathParameters parameters = PathParameters::decoded;
};

/// The route table. 404, 405 with `Allow`, HEAD and OPTIONS fall out of it. Paths are never normalised: "." and ".."
/// are segments like others.
class Router {
public:
    /// `base_path`: see PathRules.
    explicit Router(std::string base_path = {}) : rules_{std::move(base_path)} {}
    explicit Router(PathRules rules) : rules_(std::move(rules)) {}

    /// Throws std::invalid_argument if a parameter of the pattern has no name, or the name of another one, or if
    /// something follows `*name`.
    void add(Verb method, std::string pattern, Handler handler, std::uint64_t body_limit = 0,
             WhileStopping while_stopping = WhileStopping::refused);
    /// A route by which a backend reads: served also while the server stops.
    void add_reading(std::string pattern, Handler handler) {
        add(Verb::get, std::move(pattern), std::move(handler), 0, WhileStopping::served);
    }

    struct Match {
        const Route* route = nullptr;
        std::string allow;  ///< the methods of the path when the request's is not among them
        std::string moved;  ///< relative address of the path without the slash at its end, when only that is a path
    };

    /// Splits the target and fills path, query, parameters and route of the request.
    /// Errors: bad_request (broken escapes, unless the handler decodes), not_found.
    result<Match> match(Request& request) const;

private:
    /// The route of a path with or without base path; nothing: there is none.
    std::optional<Match> find_with_base(Request& request, std::string_view path) const;
    /// The route of a path without base path; nothing: there is none.
    std::optional<Match> find(Request& request, std::string_view path) const;

    std::vector<std::vector<Route>> groups_;  ///< routes of one pattern
    PathRules rules_;
};

}  // namespace baton::core::http
