#include "core/app/demo.hpp"

#include "core/api/create_request.hpp"
#include "core/api/qr_code.hpp"

#include <boost/asio/ip/address.hpp>

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>

#include <array>
#include <memory>
#include <string_view>

namespace baton::core::app::demo {

namespace {

/// The first IPv4 address that other machines can be expected to reach, else the loopback one.
std::string lan_address() {
    ifaddrs* list = nullptr;
    if (::getifaddrs(&list) != 0) return "127.0.0.1";
    const std::unique_ptr<ifaddrs, void (*)(ifaddrs*)> owner{list, ::freeifaddrs};
    for (const ifaddrs* each = list; each != nullptr; each = each->ifa_next) {
        if (each->ifa_addr == nullptr || each->ifa_addr->sa_family != AF_INET) continue;
        const bool usable = (each->ifa_flags & IFF_UP) != 0 && (each->ifa_flags & IFF_LOOPBACK) == 0;
        const std::string_view name{each->ifa_name};
        // Bridges and tunnels of containers lead nowhere a phone could be.
        const bool inner = name.starts_with("docker") || name.starts_with("veth") || name.starts_with("br-") ||
                           name.starts_with("virbr");
        if (!usable || inner) continue;
        std::array<char, INET_ADDRSTRLEN> text{};
        const auto* address = reinterpret_cast<const sockaddr_in*>(each->ifa_addr);
        if (::inet_ntop(AF_INET, &address->sin_addr, text.data(), text.size()) != nullptr) return text.data();
    }
    return "127.0.0.1";
}

bool only_here(const config::Settings& settings) {
    boost::system::error_code error;
    const auto address = boost::asio::ip::make_address(settings.listen, error);
    return !error && address.is_loopback();
}

/// Where the server can be reached: where it listens, if that is one place.
std::string reachable_address(const config::Settings& settings) {
    boost::system::error_code error;
    const auto address = boost::asio::ip::make_address(settings.listen, error);
    if (error || address.is_unspecified()) return lan_address();
    return address.is_v6() ? "[" + address.to_string() + "]" : address.to_string();
}

}  // namespace

std::string fill_in(config::Settings& settings) {
    if (settings.base_url.empty()) {
        settings.base_url = "http://" + reachable_address(settings) + ":" + std::to_string(settings.port);
    }
    if (!settings.api_keys.empty()) return {};
    const std::string key = "dev-" + to_string(new_id());
    settings.api_keys = *access::parse_api_keys(key);
    return key;
}

task<> welcome(const config::Settings& settings, const action::Catalog& catalog, session::Service& sessions,
               const std::string& key, observe::LineQueue& screen) {
    std::string text = "\nBaton is ready at " + settings.base_url + "\n";
    if (!key.empty()) text += "API key (for this run only): " + key + "\n";
    text += "\nCreate a session:\n  curl -H 'X-API-Key: " + (key.empty() ? "YOUR_KEY" : key) +
            "' -H 'Content-Type: application/json' \\\n" +
            R"(       -d '{"action_type":"photo","output_format":"jpg"}' )" + settings.base_url +
            "/api/v1/sessions\n\n";
    screen.push(text);
    auto request = api::parse_create_request(R"({"action_type":"photo","output_format":"jpg",
        "intro_text":"**Welcome to Baton.** Take a photo to try it out."})",
                                             catalog, settings);
    if (!request) co_return request.error();
    request->id = new_id();
    request->created_at = sessions.now();
    request->session_ttl = settings.max_ttl;
    auto created = co_await sessions.create(std::move(*request));
    if (!created) co_return created.error();
    const std::string link = settings.base_url + "/s/" + to_string((*created)->id());
    const auto code = api::QrCode::encode(link);
    if (!code) co_return code.error();
    if (only_here(settings)) {
        screen.push("Or open this in a browser of this machine (a demo photo session; LISTEN=" + settings.listen +
                    " lets no phone in):\n  " + link + "\n\n");
        co_return result<>{};
    }
    screen.push("Or scan this with a phone in the same network (a demo photo session):\n  " + link + "\n\n" +
                code->terminal() + "\n");
    co_return result<>{};
}

}  // namespace baton::core::app::demo
