#pragma once

#include "core/base/error.hpp"
#include "core/http/client/client.hpp"
#include "core/store/s3/settings.hpp"
#include "core/store/s3/signer.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace baton::core::store::s3 {

/// One request to the bucket.
struct Call {
    std::string method = "GET";
    std::string key{};  ///< empty: the bucket itself
    Pairs query{};
    Pairs fields{};  ///< all are signed
    decltype(http::client::Request::body) body{};
    std::string payload{};  ///< the body's SHA-256 in hex, or `unsigned_payload`; empty: that of a body of nothing
    std::chrono::milliseconds idle{0};  ///< 0: the settings'
    int tries = 3;
};

/// What the server said.
struct Answer {
    unsigned status = 0;
    std::string code{};  ///< S3's own word for what went wrong
    /// With the body yet to be read if it went well.
    http::client::Response response{};
    /// An earlier try, whose answer was lost, may have done what was asked.
    bool perhaps_done = false;
    /// By how much the server's clock was taken to be ahead when it was asked.
    std::chrono::seconds ahead{0};

    bool good() const { return status / 100 == 2; }
    /// The server says that there is no such object or upload. A 404 alone can come from anybody on the way, and of a
    /// file that is gone nobody asks again.
    bool missing() const { return code == "NoSuchKey" || code == "NoSuchUpload"; }
};

/// Signs requests and repeats them while that may help: after 429, 500, 502, 503, 504, RequestTimeout, SlowDown, a
/// meeting with another request and broken connections, with pauses that double and vary. What a server says of our
/// clock is believed. Any thread.
class Requests {
public:
    /// The client outlives it; the settings have been checked.
    Requests(http::client::Client& client, Settings settings);

    /// Errors: unavailable (no answer, or none but that the server cannot now), uncertain (the same, and a change may
    /// have been made), internal (the body to send cannot be read).
    task<Answer> send(Call call) const;

    const Settings& settings() const { return settings_; }

private:
    task<Answer> try_once(const Call& call) const;
    /// Whether a refusal says that our clock is wrong, and by how much: then trying again helps.
    bool learn_time(const Answer& answer) const;

    http::client::Client& client_;
    const Settings settings_;
    std::string base_;  ///< of all URLs, without a slash at its end
    std::string path_;  ///< of the bucket, escaped
    std::string host_;
    mutable std::atomic<std::int64_t> ahead_{0};  ///< the server's clock, of ours, in seconds
};

/// An answer that is no success as an error, in one line: storage_full, or unavailable (uncertain if it is
/// `perhaps_done`).
Problem refusal(std::string_view doing, const Answer& answer);

}  // namespace baton::core::store::s3
