#pragma once

#include "core/store/seal/key_ring.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace baton::core::store::seal {

/// What a sealed file looks like in its store:
///
///     8 bytes    "BTNSEAL1": the form and its version
///     8 bytes    the id of the key it was sealed with
///     32 bytes   salt: random, of this file alone
///     pieces     each 64 KiB of the file, the last one less, encrypted, and 16 bytes that authenticate them;
///                of an empty file there is one, of nothing but these 16
///
/// A piece is AES-256-GCM without further data, under a key of the file alone: HKDF-SHA256 of the operator's key, with
/// the salt, from "baton sealed file 1", the file's id (16 bytes) and its size (8 bytes, big-endian). A piece's nonce
/// is 3 zero bytes, its number from 0 on (8 bytes, big-endian), and 1 if it is the last one, else 0. So no piece can be
/// read as another one, of another file, or of one that is shorter or longer.
// decision 0107
inline constexpr std::size_t head_size = 48;
inline constexpr std::size_t salt_size = 32;
inline constexpr std::size_t piece_size = 64 * 1024;
inline constexpr std::size_t tag_size = 16;

using Salt = std::array<unsigned char, salt_size>;

struct Head {
    KeyId key;
    Salt salt;
};

using HeadBytes = std::array<std::byte, head_size>;

HeadBytes bytes_of(const Head& head);
/// Nothing: it is no head of a form that this version knows.
std::optional<Head> parse_head(const HeadBytes& bytes);

/// How many pieces a file of this size has: one at least.
constexpr std::uint64_t piece_count(std::uint64_t size) {
    return size == 0 ? 1 : (size - 1) / piece_size + 1;
}

/// How large a file of this size is when it is sealed.
constexpr std::uint64_t sealed_size(std::uint64_t size) {
    return head_size + size + piece_count(size) * tag_size;
}

}  // namespace baton::core::store::seal
