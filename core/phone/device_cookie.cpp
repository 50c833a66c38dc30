#include "core/phone/device_cookie.hpp"

#include <chrono>
#include <utility>

namespace baton::core::phone {

access::Claim claim_of(const http::Request& request) {
    std::vector<access::Device> presented;
    for (const auto& field : request.fields) {
        // More than one field is against RFC 6265, but some proxies split what HTTP/2 clients send.
        if (field.id != http::FieldName::cookie) continue;
        for (const auto& device : access::devices_in(field.value)) presented.push_back(device);
    }
    return {std::move(presented), access::new_device()};
}

DeviceCookie::DeviceCookie(const config::Settings& settings)
    : base_path_(settings.base_path), secure_(settings.base_url.starts_with("https:")) {}

void DeviceCookie::add(http::Response& response, const session::Session& session, session::TimePoint now) const {
    const auto left = std::chrono::duration_cast<std::chrono::seconds>(session.expires_at() - now);
    const std::string path = base_path_ + "/s/" + to_string(session.id());
    response.set("Set-Cookie", access::set_cookie_field(session.device, path, secure_, left.count()));
}

void DeviceCookie::add_if_new(http::Response& response, const session::Session& session, const access::Claim& claim,
                              session::TimePoint now) const {
    if (claim.made(session.device)) add(response, session, now);
}

}  // namespace baton::core::phone
