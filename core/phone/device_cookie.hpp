#pragma once

#include "core/access/device.hpp"
#include "core/config/settings.hpp"
#include "core/http/request.hpp"
#include "core/http/response.hpp"
#include "core/session/session.hpp"

#include <string>

namespace baton::core::phone {

/// The claim of a request of the phone protocol.
access::Claim claim_of(const http::Request& request);

/// Writes the cookie by which a phone is known again.
class DeviceCookie {
public:
    explicit DeviceCookie(const config::Settings& settings);

    /// For the phone that the session belongs to.
    void add(http::Response& response, const session::Session& session, session::TimePoint now) const;
    /// Only if the request with this claim made it the session's.
    void add_if_new(http::Response& response, const session::Session& session, const access::Claim& claim,
                    session::TimePoint now) const;

private:
    std::string base_path_;
    bool secure_;
};

}  // namespace baton::core::phone
