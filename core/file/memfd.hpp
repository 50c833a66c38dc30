#pragma once

#include "core/base/error.hpp"
#include "core/file/blob.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace baton::core::file {

/// Writes the parts one after the other into a memfd and seals it. Unlike `file::BlobWriter` it does not hash.
/// Errors: internal (no memory, no descriptors, over RLIMIT_FSIZE).
// decision 0033
result<file::Fd> seal_bytes(std::span<const std::span<const std::byte>> parts);

/// A memfd of exactly `size` bytes, all 0: it can neither grow nor shrink, and holds memory only as it is written to.
/// Errors: storage_full (no memory, no descriptors).
result<file::Fd> make_room(std::uint64_t size);

/// Fills what `make_room` made with as many bytes as it has, and seals it. Errors: internal (another size, no memory).
result<void> fill_and_seal(const file::Fd& room, std::span<const std::byte> bytes);

/// Copies a sealed memfd that must have exactly `size` bytes into a string.
/// Errors: internal (not sealed, another size, not readable).
result<std::string> read_sealed(const file::Fd& memfd, std::size_t size);

/// A file mapped for reading while this lives; the descriptor is not needed after construction.
class Mapping {
public:
    Mapping() = default;
    /// Errors: internal (not mappable).
    static result<Mapping> of(const file::Fd& file);
    Mapping(Mapping&& other) noexcept;
    Mapping& operator=(Mapping&&) = delete;
    ~Mapping();

    std::span<const std::byte> bytes() const { return {static_cast<const std::byte*>(map_), size_}; }

private:
    void* map_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace baton::core::file
