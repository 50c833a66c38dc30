#pragma once

#include "core/base/error.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace baton::core::file {

class Blob;

/// Part of a file: `size` bytes from `first`.
struct ByteRange {
    std::uint64_t first = 0;
    std::uint64_t size = 0;
};

/// A finished file, wherever its bytes lie: they never change, and as long as somebody holds the reader they stay
/// readable and count against the quotas (decision 0042). Any number may read at once, from any thread.
class FileReader {
public:
    virtual ~FileReader() = default;

    virtual std::uint64_t size() const = 0;
    virtual const std::string& sha256() const = 0;  ///< lower-case hex

    /// Fills `buffer` with the file's bytes from `first` on and returns how many those are: all that it holds unless
    /// the file ends before, so 0 only at or behind the end. `buffer` must live until it returns.
    /// Errors: internal (the bytes cannot be read).
    virtual task<std::size_t> read(std::uint64_t first, std::span<std::byte> buffer) const = 0;

    /// An optional power: the file as a sealed memfd, which a worker can be handed. Null if it does not lie in one;
    /// see `blob_of`.
    virtual const Blob* blob() const { return nullptr; }
};

using FilePtr = std::shared_ptr<const FileReader>;

/// The file's sealed memfd, which keeps what `file` keeps; null if the file does not lie in one.
inline std::shared_ptr<const Blob> blob_of(const FilePtr& file) {
    const Blob* blob = file->blob();
    return blob == nullptr ? nullptr : std::shared_ptr<const Blob>{file, blob};
}

}  // namespace baton::core::file
