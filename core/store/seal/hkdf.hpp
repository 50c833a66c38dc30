#pragma once

#include <span>

namespace baton::core::store::seal {

/// HKDF of RFC 5869 with SHA-256: fills `out` with what follows from a secret and says nothing about it. Throws
/// std::bad_alloc.
void hkdf(std::span<const unsigned char> secret, std::span<const unsigned char> salt,
          std::span<const unsigned char> info, std::span<unsigned char> out);

}  // namespace baton::core::store::seal
