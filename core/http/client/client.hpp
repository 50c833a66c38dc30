#pragma once

#include "core/base/background.hpp"
#include "core/http/client/lookup.hpp"
#include "core/http/client/pool.hpp"
#include "core/http/client/response.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <thread>

namespace baton::core::http::client {

struct ClientSettings {
    std::string ca_file{};  ///< PEM, certificate authorities beside the system's; empty: none
    /// Addresses that requests may go to; empty: all. A client for URLs that strangers choose has one, and is a client
    /// of its own: connections that rest are not looked at again.
    AddressFilter allowed{};
    Pool::Limits pool{};
    std::uint32_t header_bytes = 32 * 1024;  ///< of an answer; at most 64 KiB
    /// After which an answer that nobody asks for the rest of loses its connection.
    std::chrono::milliseconds unused{30'000};
};

/// Asks other servers over HTTP/1.1: http and https, connections kept between requests, no redirects followed, no
/// cookies, nothing decompressed. Has a thread of its own for all its connections and their TLS; callers are resumed
/// where they called from. Any thread. Not for answers that must be read while the request is still being sent.
// decision 0105
class Client {
public:
    /// `report` is told if the client's own upkeep fails.
    explicit Client(ClientSettings settings, background::Report report);
    /// Stops it. Callers' event loops must still be there.
    ~Client();
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    /// Sends a request; returns when the head of the answer has come, whatever its status.
    /// A connection that rested and breaks before a byte of the answer came is replaced once, if the request is
    /// repeatable. Errors, each with one line that names the server and no more of the URL:
    /// unavailable (no address, no connection, TLS refused, too slow, broken off), uncertain (the same after part of a
    /// request was sent whose method is not safe), forbidden (see `allowed`), bad_request (the URL, a field with
    /// control characters), internal (a malformed answer; the body could not be read).
    task<Response> send(Request request);

    /// What is under way ends with `unavailable`; nothing begins any more. Returns when the thread has ended, which a
    /// resolver can hold up for its own time-out.
    void stop();

private:
    const std::chrono::milliseconds unused_;
    std::shared_ptr<Workshop> workshop_;
    background::Group upkeep_;
    std::thread thread_;
};

}  // namespace baton::core::http::client
