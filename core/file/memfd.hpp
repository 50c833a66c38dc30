#pragma once

#include "core/base/error.hpp"
#include "core/file/blob.hpp"

#include <cstddef>
#include <span>
#include <string>

namespace baton::core::file {

/// Writes the parts one after the other into a memfd and seals it. Unlike `file::BlobWriter` it does not hash.
/// Errors: internal (no memory, no descriptors, over RLIMIT_FSIZE).
// decision 0033
result<file::Fd> seal_bytes(std::span<const std::span<const std::byte>> parts);

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
