#pragma once

#include <openssl/crypto.h>

#include <array>
#include <cstddef>
#include <span>

namespace baton::core::store::seal {

/// Bytes that nobody may find in memory once they are not needed any more: each copy is wiped when it goes.
template <std::size_t Size>
class Secret {
public:
    Secret() = default;
    Secret(const Secret&) = default;
    Secret& operator=(const Secret&) = default;
    ~Secret() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }

    std::span<unsigned char, Size> bytes() { return bytes_; }
    std::span<const unsigned char, Size> bytes() const { return bytes_; }

private:
    std::array<unsigned char, Size> bytes_{};
};

}  // namespace baton::core::store::seal
