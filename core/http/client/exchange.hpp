#pragma once

#include "core/http/client/lookup.hpp"
#include "core/http/client/pool.hpp"
#include "core/http/client/request.hpp"
#include "core/http/client/response_parser.hpp"

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace baton::core::http::client {

/// What all exchanges of a client share; on its thread only, but for `stopped`.
struct Ground {
    Pool pool;
    AddressFilter allowed;
    std::string ca_file;
    std::uint32_t header_bytes;
    std::shared_ptr<boost::asio::ssl::context> tls{};  ///< made when it is needed: it takes the system 10 ms to read
    std::atomic<bool> stopped{false};
};

/// One request and its answer. On the client's thread only, one call at a time; the ground outlives what is called.
class Exchange {
public:
    Exchange(Ground& ground, Request request, Url url);

    /// Sends the request and reads the head of the answer, on a connection that rested if there is one.
    /// Errors: unavailable, uncertain, forbidden, internal; as Client::send.
    task<> perform();
    /// The next piece of the body, valid until the next call; empty at the end.
    /// Errors: unavailable (broken off, too slow), internal (malformed).
    task<std::span<const std::byte>> next();

    unsigned status() const { return parser_->status(); }
    Fields take_fields() { return parser_->take_fields(); }
    std::optional<std::uint64_t> length() const;
    /// Whether all of the answer came.
    bool complete() const { return parser_->is_done(); }

    /// Ends the connection if nobody asked for a piece since then.
    void close_if_unused_since(Clock::time_point time);
    /// What is under way ends with an error.
    void close();

private:
    task<> open();
    /// On the connection in hand.
    task<> ask();
    task<> send();
    task<> send_head();
    task<> send_text(const std::string& text);
    task<> send_file(const FilePart& file);
    task<> send_piece(std::span<const std::byte> piece);
    task<> read_head();
    /// Whether there is a head now, as far as bytes are in hand; interim answers are skipped.
    result<bool> parse_head();
    /// More bytes into the buffer. Errors: unavailable (the end comes too early as well).
    task<> fill(bool end_allowed);
    result<std::size_t> parse();
    void let_go();
    std::string head() const;
    bool repeatable() const;
    Problem lost(Problem why) const;

    Ground& ground_;
    const Request request_;
    const Url url_;
    std::unique_ptr<Transport> transport_;
    std::optional<ResponseParser> parser_;
    std::vector<std::byte> buffer_;
    std::size_t begin_ = 0;  ///< of what is in hand and not parsed
    std::size_t end_ = 0;
    Clock::time_point until_ = Clock::time_point::max();
    std::optional<Clock::time_point> unused_since_;
    bool sent_any_ = false;
    bool sent_all_ = false;
    bool answered_ = false;
    bool broken_ = false;  ///< the connection ended before an answer, and not because it took too long
    int interim_ = 0;
};

}  // namespace baton::core::http::client
