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

/// The route table. 404, 405 with `Allow`, HEAD and OPTIONS fall out of it.
class Router {
public:
    /// `base_path`: "" or "/prefix"; every route answers with and without it, also if the routes begin with that word.
    explicit Router(std::string base_path = {}) : base_path_(std::move(base_path)) {}

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
    /// Errors: bad_request (broken escapes), not_found.
    result<Match> match(Request& request) const;

private:
    /// The route of a path with or without base path; nothing: there is none.
    std::optional<Match> find_with_base(Request& request, std::string_view path) const;
    /// The route of a path without base path; nothing: there is none.
    std::optional<Match> find(Request& request, std::string_view path) const;

    std::vector<std::vector<Route>> groups_;  ///< routes of one pattern
    std::string base_path_;
};

}  // namespace baton::core::http
