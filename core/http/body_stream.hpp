#pragma once

#include "core/base/error.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace baton::core::http {

/// The body of an answer that comes in pieces. The connection asks for the next one when the last has left, so that
/// never more than one is in memory, however slow the client is. Not for what is in memory anyway.
class BodyStream {
public:
    virtual ~BodyStream() = default;

    /// Bytes in all, if that is known: the answer says so in Content-Length, and `next` must then give exactly as many.
    /// Nothing: the pieces are sent as chunks, to HTTP/1.0 up to the end of the connection.
    virtual std::optional<std::uint64_t> size() const = 0;

    /// The next bytes, valid until the next call or until this is destroyed; empty at the end. It is never asked again
    /// after its end or an error, and destroyed without its end when the client has gone. Resumes on the caller's
    /// executor.
    /// Errors: any. The first piece's becomes the answer; a later one's is logged and cuts the connection off, so that
    /// the client sees an answer without its end.
    virtual task<std::span<const std::byte>> next() = 0;
};

}  // namespace baton::core::http
