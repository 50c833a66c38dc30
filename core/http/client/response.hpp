#pragma once

#include "core/http/client/request.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace baton::core::http::client {

class Exchange;
struct Workshop;

/// An answer whose head has come. Its body is asked for piece by piece, and only what is asked for is read; one call at
/// a time, from any thread. Who drops it before the end ends the connection; so does who asks for nothing for long.
class Response {
public:
    /// None: it can only be assigned to. What `co_spawn` returns must have such a value.
    Response() = default;
    Response(std::shared_ptr<Workshop> workshop, std::shared_ptr<Exchange> exchange);
    Response(Response&&) noexcept = default;
    Response& operator=(Response&&) noexcept;
    ~Response();

    unsigned status() const { return status_; }
    const Fields& fields() const { return fields_; }
    /// The first field of that name, in any case of letters; empty if there is none.
    std::string_view field(std::string_view name) const;
    /// The body's length as the head says; nothing if it does not.
    std::optional<std::uint64_t> length() const { return length_; }

    /// The next piece of the body, valid until the next call; empty at the end.
    /// Errors: unavailable (broken off, too slow), internal (malformed).
    task<std::span<const std::byte>> next();

    /// The rest of the body. Errors: payload_too_large (more than `most` bytes), and those of `next`.
    task<std::string> text(std::size_t most);

private:
    void drop();

    std::shared_ptr<Workshop> workshop_;
    std::shared_ptr<Exchange> exchange_;
    unsigned status_ = 0;
    Fields fields_;
    std::optional<std::uint64_t> length_;
};

}  // namespace baton::core::http::client
