#pragma once

#include "core/http/request.hpp"
#include "core/store/blob.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/json/value.hpp>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace baton::core::http {

/// Takes over the connection after a protocol upgrade. The request lives until it returns.
using Upgrade = std::function<boost::asio::awaitable<void>(boost::asio::ip::tcp::socket&, const Request&)>;

/// An answer. The connection adds Date, Content-Length, Connection and the request id.
struct Response {
    unsigned status = 200;
    std::string headers;                      ///< complete lines, each with CRLF
    std::string body;                         ///< sent when there is neither `view` nor `blob`
    std::string_view view;                    ///< bytes that outlive the connection (assets)
    std::shared_ptr<const store::Blob> blob;  ///< a file, or the part of it from `offset` on
    std::size_t offset = 0;
    std::size_t length = 0;  ///< bytes of `blob` to send
    bool close = false;      ///< end the connection after this answer
    Upgrade upgrade;         ///< instead of an answer

    Response& set(std::string_view name, std::string_view value) {
        headers.append(name).append(": ").append(value).append("\r\n");
        return *this;
    }
    std::size_t content_length() const;
};

/// A JSON answer.
Response json_response(unsigned status, const boost::json::value& value);

/// A problem as application/problem+json (RFC 9457) with the `error` member that older clients read.
/// 5xx answers carry constant text; their detail goes to the log under the request's id.
Response problem_response(const Problem& problem, const Request& request);

/// The standard text for a status.
std::string_view reason_phrase(unsigned status);

}  // namespace baton::core::http
