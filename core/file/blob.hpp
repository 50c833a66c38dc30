#pragma once

#include "core/base/error.hpp"
#include "core/base/sha256.hpp"
#include "core/file/file_reader.hpp"
#include "core/file/magic_bytes.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace baton::core::file {

/// Owns a file descriptor.
class Fd {
public:
    Fd() = default;
    explicit Fd(int fd) : fd_(fd) {}
    Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Fd& operator=(Fd&& other) noexcept;
    Fd(const Fd&) = delete;
    Fd& operator=(const Fd&) = delete;
    ~Fd();

    int get() const { return fd_; }
    int release() { return std::exchange(fd_, -1); }
    explicit operator bool() const { return fd_ >= 0; }

private:
    int fd_ = -1;
};

/// A file in a sealed memfd: shared with workers by descriptor, never by copy.
// decision 0033
class Blob final : public FileReader {
public:
    /// Takes a memfd that must be sealed against writing, growing and shrinking, and hashes it (CPU work: about 1
    /// ms/MB; keep it off the I/O threads). Errors: internal (not sealed, not mappable). Throws std::bad_alloc.
    static result<std::shared_ptr<const Blob>> adopt(Fd memfd);

    Blob(Fd memfd, std::size_t size, std::string sha256);
    Blob(const Blob&) = delete;
    Blob& operator=(const Blob&) = delete;

    int fd() const { return memfd_.get(); }
    std::uint64_t size() const override { return size_; }
    const std::string& sha256() const override { return sha256_; }
    /// One system call that copies from memory: as good on an I/O thread as anywhere.
    task<std::size_t> read(std::uint64_t first, std::span<std::byte> buffer) const override;
    const Blob* blob() const override { return this; }

private:
    Fd memfd_;
    std::uint64_t size_;
    std::string sha256_;
};

/// A blob's bytes, mapped read-only while this lives.
class BlobView {
public:
    explicit BlobView(std::shared_ptr<const Blob> blob);
    ~BlobView();
    BlobView(const BlobView&) = delete;
    BlobView& operator=(const BlobView&) = delete;

    std::span<const std::byte> bytes() const { return {static_cast<const std::byte*>(map_), blob_->size()}; }

private:
    std::shared_ptr<const Blob> blob_;
    void* map_ = nullptr;
};

/// Collects bytes into a memfd while hashing them; `finish` seals it.
class BlobWriter {
public:
    /// Errors: storage_full (no memory, no descriptors).
    result<void> append(std::span<const std::byte> bytes);
    std::size_t size() const { return size_; }
    /// The first bytes, for sniffing the type: at most 32.
    std::span<const std::byte> head() const { return {head_, head_size_}; }
    /// Errors: storage_full.
    result<std::shared_ptr<const Blob>> finish();

private:
    result<void> open();

    Fd memfd_;
    std::size_t size_ = 0;
    std::byte head_[head_size] = {};
    std::size_t head_size_ = 0;
    Sha256 hash_;
};

}  // namespace baton::core::file
