#pragma once

#include "core/base/error.hpp"

#include <boost/asio/ssl/context.hpp>
#include <boost/system/error_code.hpp>

#include <memory>
#include <string>

namespace baton::core::http::client {

/// TLS 1.2 or later, with the system's certificate authorities and those of `ca_file` (PEM; empty: none).
/// Errors: internal (the file cannot be read as certificates).
result<std::shared_ptr<boost::asio::ssl::context>> tls_context(const std::string& ca_file);

/// What a handshake must find: the name in the greeting (SNI) and in the certificate. Call before the handshake.
/// Errors: internal.
result<void> expect_host(SSL* connection, const std::string& host);

/// Why the handshake failed, in one line.
std::string handshake_failure(SSL* connection, const boost::system::error_code& error);

}  // namespace baton::core::http::client
