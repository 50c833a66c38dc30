#include "core/db/postgres/target.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>

namespace baton::core::db::postgres {

namespace {

using Options = std::vector<std::pair<std::string, std::string>>;

/// What holds unless the URL says otherwise. No session of Kerberos is looked for, which may block; a server that is
/// silently gone is noticed within half a minute although nothing is asked.
const Options defaults = {{"target_session_attrs", "read-write"}, {"gssencmode", "disable"},
                          {"fallback_application_name", "baton"}, {"keepalives_idle", "15"},
                          {"keepalives_interval", "5"},           {"keepalives_count", "3"}};

std::vector<std::string> split(std::string_view list) {
    std::vector<std::string> parts;
    for (;;) {
        const auto comma = list.find(',');
        parts.emplace_back(list.substr(0, comma));
        if (comma == std::string_view::npos) return parts;
        list.remove_prefix(comma + 1);
    }
}

bool has(const Options& options, std::string_view name) {
    return std::ranges::any_of(options, [&](const auto& option) { return option.first == name; });
}

/// The values of a URL, without those that take no part.
Options given_options(const PQconninfoOption* option) {
    constexpr std::array<std::string_view, 2> ours = {"connect_timeout", "client_encoding"};
    Options given;
    for (; option->keyword != nullptr; ++option) {
        if (option->val == nullptr || std::ranges::find(ours, option->keyword) != ours.end()) continue;
        given.emplace_back(option->keyword, option->val);
    }
    return given;
}

std::string take(Options& options, std::string_view name) {
    const auto at = std::ranges::find(options, name, &Options::value_type::first);
    if (at == options.end()) return {};
    auto value = std::move(at->second);
    options.erase(at);
    return value;
}

result<std::vector<Server>> servers_of(Options& options) {
    const auto hosts = split(take(options, "host"));
    const auto addresses = split(take(options, "hostaddr"));
    const auto ports = split(take(options, "port"));
    const auto count = std::max(hosts.size(), addresses.size());
    const auto fits = [&](const auto& list) { return list.size() == 1 || list.size() == count; };
    if (!fits(hosts) || !fits(addresses) || !fits(ports)) {
        return problem(errc::internal, "the PostgreSQL URL has not as many ports or addresses as hosts");
    }
    std::vector<Server> servers;
    for (std::size_t i = 0; i < count; ++i) {
        const auto at = [&](const auto& list) { return list.size() == 1 ? list.front() : list[i]; };
        servers.push_back({at(hosts), at(addresses), at(ports)});
    }
    return servers;
}

}  // namespace

std::string Target::without_secrets(std::string_view message) const {
    std::string text{message};
    for (const auto& secret : secrets) {
        for (auto at = text.find(secret); at != std::string::npos; at = text.find(secret, at + 1)) {
            text.replace(at, secret.size(), "*");
        }
    }
    return text;
}

result<Target> parse_target(const Libpq& pq, const std::string& url) {
    const std::unique_ptr<PQconninfoOption, decltype(pq.conninfo_free)> parsed{pq.conninfo_parse(url.c_str(), nullptr),
                                                                               pq.conninfo_free};
    if (parsed == nullptr) return problem(errc::internal, "the PostgreSQL URL is not understood");
    Target target;
    target.options = given_options(parsed.get());
    auto servers = servers_of(target.options);
    if (!servers) return servers.error();
    target.servers = std::move(*servers);
    for (const auto& [name, value] : target.options) {
        if ((name == "password" || name == "sslpassword") && !value.empty()) target.secrets.push_back(value);
    }
    for (const auto& option : defaults) {
        if (!has(target.options, option.first)) target.options.push_back(option);
    }
    target.options.emplace_back("client_encoding", "UTF8");
    return target;
}

}  // namespace baton::core::db::postgres
