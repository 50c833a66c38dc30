#pragma once

#include "core/file/file_reader.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace baton::core::http::client {

using Fields = std::vector<std::pair<std::string, std::string>>;

/// Part of a file, sent piece by piece.
struct FilePart {
    file::FilePtr file;
    file::ByteRange part;
};

/// How long what may take. Each ends the request with an error and closes its connection.
struct Deadlines {
    std::chrono::milliseconds connect{5'000};  ///< for finding the address, and again for connecting
    std::chrono::milliseconds handshake{5'000};
    std::chrono::milliseconds idle{30'000};  ///< in which something must come or go; begins anew whenever it does
    /// Of everything until the head of the answer has come; 0: none.
    std::chrono::milliseconds head{0};
};

/// A request to another server. `Host`, `Content-Length` and `Connection` are the client's own business.
struct Request {
    std::string method = "GET";
    std::string url;
    Fields fields;
    std::variant<std::monostate, std::string, FilePart> body;
    Deadlines deadlines;
    /// Whether it does no harm to send it twice; if not said, what the method says (RFC 9110 §9.2.2).
    std::optional<bool> repeatable;
};

}  // namespace baton::core::http::client
