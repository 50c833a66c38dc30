#pragma once

#include "core/file/blob.hpp"

#include <doctest/doctest.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace baton::core::http::client {

/// The server's end of a connection, blocking, with TLS or without.
class Peer {
public:
    Peer(file::Fd socket, SSL_CTX* tls) : socket_(std::move(socket)) {
        if (tls == nullptr) return;
        tls_ = SSL_new(tls);
        SSL_set_fd(tls_, socket_.get());
        failed_ = SSL_accept(tls_) != 1;
    }
    ~Peer() {
        if (tls_ != nullptr) SSL_free(tls_);
    }
    Peer(const Peer&) = delete;
    Peer& operator=(const Peer&) = delete;

    bool failed() const { return failed_; }

    /// The next request's head; empty if the client left.
    std::string head() {
        while (in_hand_.find("\r\n\r\n") == std::string::npos) {
            if (!more()) return {};
        }
        return take(in_hand_.find("\r\n\r\n") + 4);
    }
    std::string body(std::size_t size) {
        while (in_hand_.size() < size) {
            if (!more()) return take(in_hand_.size());
        }
        return take(size);
    }
    bool send(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto size = tls_ != nullptr ? SSL_write(tls_, bytes.data(), static_cast<int>(bytes.size()))
                                              : ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (size <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(size));
        }
        return true;
    }
    /// Ends the connection with a reset.
    void cut_off() {
        const linger at_once{1, 0};
        ::setsockopt(socket_.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
        socket_ = file::Fd{};
    }
    void say_goodbye() { SSL_shutdown(tls_); }
    /// Says that no more is sent, and reads on.
    void end_sending() { ::shutdown(socket_.get(), SHUT_WR); }
    /// Until the client leaves; what it sends is dropped.
    void wait_for_end() {
        while (more()) in_hand_.clear();
    }

private:
    bool more() {
        char bytes[16384];
        const auto size =
            tls_ != nullptr ? SSL_read(tls_, bytes, sizeof bytes) : ::recv(socket_.get(), bytes, sizeof bytes, 0);
        if (size <= 0) return false;
        in_hand_.append(bytes, static_cast<std::size_t>(size));
        return true;
    }
    std::string take(std::size_t size) {
        std::string taken = in_hand_.substr(0, size);
        in_hand_.erase(0, size);
        return taken;
    }

    file::Fd socket_;
    SSL* tls_ = nullptr;
    std::string in_hand_;
    bool failed_ = false;
};

/// A server on a free port of the loopback that does with each connection what it is told: the first with the first
/// script, and so on; all that come later with the last.
class ScriptedServer {
public:
    using Script = std::function<void(Peer&)>;

    explicit ScriptedServer(std::vector<Script> scripts, SSL_CTX* tls = nullptr)
        : scripts_(std::move(scripts)), tls_(tls), socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        REQUIRE(::bind(socket_.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
        REQUIRE(::listen(socket_.get(), 64) == 0);
        socklen_t size = sizeof address;
        ::getsockname(socket_.get(), reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
        acceptor_ = std::thread{[this] { accept_all(); }};
    }
    ~ScriptedServer() {
        ::shutdown(socket_.get(), SHUT_RDWR);
        acceptor_.join();
        for (auto& connection : connections_) connection.join();
    }
    ScriptedServer(const ScriptedServer&) = delete;
    ScriptedServer& operator=(const ScriptedServer&) = delete;

    std::string url(std::string_view target, std::string_view host = "127.0.0.1") const {
        return (tls_ != nullptr ? "https://" : "http://") + std::string{host} + ":" + std::to_string(port_) +
               std::string{target};
    }
    std::uint16_t port() const { return port_; }
    std::size_t accepted() const { return accepted_; }

private:
    void accept_all() {
        for (;;) {
            file::Fd socket{::accept4(socket_.get(), nullptr, nullptr, SOCK_CLOEXEC)};
            if (!socket) return;
            const std::size_t number = accepted_++;
            connections_.emplace_back([this, number, fd = socket.release()] {
                Peer peer{file::Fd{fd}, tls_};
                if (!peer.failed()) scripts_[std::min(number, scripts_.size() - 1)](peer);
            });
        }
    }

    std::vector<Script> scripts_;
    SSL_CTX* tls_;
    file::Fd socket_;
    std::uint16_t port_ = 0;
    std::atomic<std::size_t> accepted_{0};
    std::vector<std::thread> connections_;
    std::thread acceptor_;
};

}  // namespace baton::core::http::client
