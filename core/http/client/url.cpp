#include "core/http/client/url.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <charconv>
#include <cstdint>
#include <utility>

namespace baton::core::http::client {

namespace {

bool is_port(std::string_view text) {
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    return error == std::errc{} && end == text.data() + text.size() && port != 0;
}

std::string text_of(boost::core::string_view view) {
    return std::string{view.data(), view.size()};
}

}  // namespace

result<Url> parse_url(std::string_view text) {
    const auto parsed = boost::urls::parse_uri(text);
    if (!parsed) return problem(errc::bad_request, "not an absolute URL");
    const bool tls = parsed->scheme_id() == boost::urls::scheme::https;
    if (!tls && parsed->scheme_id() != boost::urls::scheme::http) {
        return problem(errc::bad_request, "neither an http nor an https URL");
    }
    if (parsed->has_userinfo()) return problem(errc::bad_request, "a URL with a user's name in it");
    Url url;
    url.origin.tls = tls;
    url.origin.host = parsed->host_address();
    if (url.origin.host.empty()) return problem(errc::bad_request, "a URL without a host");
    const std::string usual_port = tls ? "443" : "80";
    url.origin.port = parsed->has_port() ? text_of(parsed->port()) : usual_port;
    if (!is_port(url.origin.port)) return problem(errc::bad_request, "a URL with a port that is none");
    url.authority = text_of(parsed->encoded_host());
    if (url.origin.port != usual_port) url.authority += ":" + url.origin.port;
    url.target = text_of(parsed->encoded_path());
    if (url.target.empty()) url.target = "/";
    if (parsed->has_query()) url.target += "?" + text_of(parsed->encoded_query());
    return url;
}

}  // namespace baton::core::http::client
