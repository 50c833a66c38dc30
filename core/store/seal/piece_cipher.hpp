#pragma once

#include "core/base/id.hpp"
#include "core/store/seal/format.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace baton::core::store::seal {

/// Seals and opens the pieces of one file, see format.hpp. A piece takes about 30 µs of CPU where the processor has
/// instructions for it, as all servers' do: nothing that an event loop must be spared. Any thread. Throws
/// std::bad_alloc.
class PieceCipher {
public:
    /// Of the file of this name and, before it is sealed, this size in bytes.
    PieceCipher(const FileKey& key, const Salt& salt, const Id& name, std::uint64_t size);

    /// `sealed` is larger than `plain` by `tag_size`, and lies elsewhere. A number must always come with the same
    /// bytes: two texts under one nonce would give both away.
    void seal(std::uint64_t number, std::span<const std::byte> plain, std::span<std::byte> sealed) const;

    /// The other way round. False: it is not what was sealed; then `plain` is all 0.
    bool open(std::uint64_t number, std::span<const std::byte> sealed, std::span<std::byte> plain) const;

private:
    Secret<key_size> key_;
    std::uint64_t last_;
};

}  // namespace baton::core::store::seal
