#pragma once

#include "core/http/body_stream.hpp"
#include "core/http/request.hpp"
#include "core/net/stream/stream.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/json/value.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace baton::core::http {

/// What a connection becomes by a protocol upgrade, or after the head of an answer without end. Two steps, so that
/// nothing of the request is kept in memory for as long as the other protocol is spoken.
class Upgraded {
public:
    virtual ~Upgraded() = default;
    /// Answers the request, or begins the body of its answer; false if the peer has gone.
    virtual boost::asio::awaitable<bool> accept(const Request& request) = 0;
    /// Speaks the protocol until the end of the connection.
    virtual boost::asio::awaitable<void> run() = 0;
};
using Upgrade = std::function<std::shared_ptr<Upgraded>(net::Stream)>;

/// An answer. The connection adds Date, Content-Length, Connection and the request id.
// decision 0002
struct Response {
    unsigned status = 200;
    std::string headers;                 ///< complete lines, each with CRLF
    std::string body;                    ///< sent when there is nothing of what follows
    std::string_view view;               ///< bytes that outlive the connection (assets)
    bool close = false;                  ///< end the connection after this answer
    std::unique_ptr<BodyStream> pieces;  ///< the body instead of the two above; HEAD asks it only for its size
    Upgrade upgrade;                     ///< instead of an answer
    Upgrade stream;                      ///< after the head: a body of no known length, with which the connection ends

    Response& set(std::string_view name, std::string_view value) & {
        headers.append(name).append(": ").append(value).append("\r\n");
        return *this;
    }
    Response&& set(std::string_view name, std::string_view value) && { return std::move(set(name, value)); }
    /// Nothing if the body is streamed and does not know its length.
    std::optional<std::uint64_t> content_length() const;
};

/// A JSON answer.
Response json_response(unsigned status, const boost::json::value& value);

/// The same with a text that is JSON already.
Response json_text_response(unsigned status, std::string text);

/// Sends the client to another address, with the method and body of its request.
Response moved_response(std::string_view location, const Request& request);

/// A problem as application/problem+json (RFC 9457) with the `error` member that older clients read.
/// 5xx answers carry constant text; their detail goes to the log under the request's id.
Response problem_response(const Problem& problem, const Request& request);

/// The standard text for a status.
std::string_view reason_phrase(unsigned status);

}  // namespace baton::core::http
