#include "core/http/router.hpp"

#include <boost/beast/http/verb.hpp>
#include <boost/container/small_vector.hpp>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

namespace baton::core::http {

namespace {

/// What a path has for a parameter of the pattern, as sent.
struct Captured {
    std::string_view name;
    std::string_view value;
};
using Captures = boost::container::small_vector<Captured, 4>;

std::string_view next_segment(std::string_view& rest) {
    const auto end = rest.find('/', 1);
    const std::string_view segment = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end);
    return segment;
}

bool is_parameter(std::string_view segment) {
    return segment.starts_with("/:") || segment.starts_with("/*");
}

bool is_encoded(std::string_view text) {
    return text.find('%') != std::string_view::npos;
}

/// Matches "/a/:x/*rest" against "/a/1/2/3". Segments carry their leading slash and are split before they are decoded:
/// an encoded slash is part of a name. A parameter is never empty.
bool matches(std::string_view pattern, std::string_view path, PathParameters how, Captures& captures) {
    captures.clear();
    while (!pattern.empty() && !path.empty()) {
        const std::string_view expected = next_segment(pattern);
        const bool rest = expected.starts_with("/*");
        const std::string_view actual = rest ? std::exchange(path, {}) : next_segment(path);
        if (is_parameter(expected)) {
            if (actual.size() < 2) return false;
            captures.push_back({expected.substr(2), actual.substr(1)});
        } else if (expected != actual) {
            const bool escaped = how == PathParameters::decoded && is_encoded(actual);
            if (!escaped || percent_decode(actual, false) != expected) return false;
        }
    }
    return pattern.empty() && path.empty();
}

/// Hands the parameters on. Where they are decoded, the escapes of the whole path were found valid before.
void fill(Request& request, const Captures& captures, PathParameters how) {
    request.parameters.clear();
    for (const auto& [name, value] : captures) {
        if (how == PathParameters::decoded && is_encoded(value)) {
            request.parameters.push_back({name, percent_decode(value, false).value_or("")});
        } else {
            request.parameters.push_back({name, std::string{value}});
        }
    }
}

/// Throws std::invalid_argument for a pattern that could not be asked for each of its parameters.
void check_pattern(std::string_view pattern) {
    Captures names;
    for (std::string_view rest = pattern; !rest.empty();) {
        const auto segment = next_segment(rest);
        if (!is_parameter(segment)) continue;
        const auto name = segment.substr(2);
        const bool taken = std::ranges::find(names, name, &Captured::name) != names.end();
        if (name.empty() || taken || (segment.starts_with("/*") && !rest.empty())) {
            throw std::invalid_argument("the parameters of the route " + std::string{pattern} + " are not clear");
        }
        names.push_back({name, {}});
    }
}

std::string allowed_methods(const std::vector<Route>& routes) {
    std::string allow;
    for (const auto& route : routes) {
        const auto name = boost::beast::http::to_string(route.method);
        allow.append(name.data(), name.size()).append(", ");
        if (route.method == Verb::get) allow += "HEAD, ";
    }
    return allow + "OPTIONS";
}

const Route* find_method(const std::vector<Route>& routes, Verb method) {
    const Verb wanted = method == Verb::head ? Verb::get : method;
    const auto found = std::find_if(routes.begin(), routes.end(), [&](const Route& r) { return r.method == wanted; });
    return found == routes.end() ? nullptr : &*found;
}

}  // namespace

void Router::add(Verb method, std::string pattern, Handler handler, std::uint64_t body_limit,
                 WhileStopping while_stopping) {
    check_pattern(pattern);
    auto group = std::find_if(groups_.begin(), groups_.end(),
                              [&](const std::vector<Route>& routes) { return routes.front().pattern == pattern; });
    if (group == groups_.end()) group = groups_.emplace(groups_.end());
    group->push_back(Route{method, std::move(pattern), body_limit, std::move(handler), while_stopping});
}

result<Router::Match> Router::match(Request& request) const {
    std::string_view target = request.target;
    // The absolute form ("GET http://host/path") is for proxies, but RFC 9112 asks every server to take it.
    if (const auto scheme = target.find("://"); !target.starts_with('/') && scheme != std::string_view::npos) {
        const auto slash = target.find('/', scheme + 3);
        target = slash == std::string_view::npos ? std::string_view{"/"} : target.substr(slash);
    }
    const auto question = target.find('?');
    if (question != std::string_view::npos) request.query = target.substr(question + 1);
    std::string_view path = target.substr(0, question);
    if (rules_.parameters == PathParameters::decoded && is_encoded(path) && !percent_decode(path, false)) {
        return problem(errc::bad_request, "the path is not valid percent-encoding");
    }
    if (auto found = find_with_base(request, path)) return std::move(*found);
    if (rules_.last_slash == LastSlash::redirected && path.ends_with('/') &&
        find_with_base(request, path.substr(0, path.size() - 1))) {
        // Relative, because a proxy may have taken a part of the path off.
        std::string moved{path.substr(0, path.size() - 1)};
        moved.replace(0, moved.rfind('/'), "..").append(target.substr(path.size()));
        return Match{nullptr, {}, std::move(moved)};
    }
    return problem(errc::not_found);
}

std::optional<Router::Match> Router::find_with_base(Request& request, std::string_view path) const {
    const bool below_base = !rules_.base_path.empty() && path.starts_with(rules_.base_path) &&
                            (path.size() == rules_.base_path.size() || path[rules_.base_path.size()] == '/');
    if (below_base) {
        if (auto found = find(request, path.substr(rules_.base_path.size()))) return found;
    }
    // A proxy may have taken the base path off already; what is left can begin with the same word ("/s", "/api").
    return find(request, path);
}

std::optional<Router::Match> Router::find(Request& request, std::string_view path) const {
    Captures captures;
    for (const auto& routes : groups_) {
        if (!matches(routes.front().pattern, path, rules_.parameters, captures)) continue;
        fill(request, captures, rules_.parameters);
        request.route = routes.front().pattern;
        if (const Route* route = find_method(routes, request.method)) return Match{route, {}};
        return Match{nullptr, allowed_methods(routes)};
    }
    return std::nullopt;
}

}  // namespace baton::core::http
