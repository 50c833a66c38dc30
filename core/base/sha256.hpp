#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

namespace baton::core {

/// SHA-256 of bytes that come in pieces. The only place that asks OpenSSL for the algorithm (decision 0038).
class Sha256 {
public:
    using Digest = std::array<unsigned char, 32>;

    /// Of bytes that are all there.
    static Digest of(std::span<const std::byte> bytes);
    static Digest of(std::string_view text) { return of(std::as_bytes(std::span{text})); }

    Sha256();
    ~Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;

    void update(std::span<const std::byte> bytes);
    void update(std::string_view text) { update(std::as_bytes(std::span{text})); }
    /// Of all that came. Nothing may come afterwards.
    Digest finish();

private:
    struct Context;
    std::unique_ptr<Context> context_;
};

}  // namespace baton::core
