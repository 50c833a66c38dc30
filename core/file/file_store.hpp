#pragma once

#include "core/base/error.hpp"
#include "core/base/id.hpp"
#include "core/file/blob.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace baton::core::file {

/// What a file store keeps of a file beside its bytes.
struct StoredFile {
    Id session;  ///< whose quota it counts against
    std::shared_ptr<const Blob> blob;
};

/// Takes a file in as it arrives. Dropping it before `finish` gives back everything.
class FileSink {
public:
    virtual ~FileSink() = default;
    /// Errors: session_quota_exceeded, storage_full.
    virtual task<> append(std::span<const std::byte> bytes) = 0;
    /// The first bytes (at most 32), for sniffing the type.
    virtual std::span<const std::byte> head() const = 0;
    /// Errors: storage_full.
    virtual task<std::shared_ptr<const Blob>> finish() = 0;
};

/// Where files live. Every implementation passes tests/unit/core/store/file_store_suite.hpp. A blob's bytes count
/// against the quotas until its last user lets go of it, so a download in flight is counted too.
class FileStore {
public:
    virtual ~FileStore() = default;

    /// `replaces`: bytes of the session's file that this one is to replace; they do not count against its quota twice.
    virtual std::unique_ptr<FileSink> begin(Id session, std::uint64_t replaces = 0) = 0;

    /// Counts a blob that came from a worker. `replaces` as in `begin`. Errors: session_quota_exceeded, storage_full.
    virtual task<std::shared_ptr<const Blob>> adopt(Id session, std::shared_ptr<const Blob> blob,
                                                    std::uint64_t replaces = 0) = 0;

    /// Counts bytes that lie elsewhere, until the last holder of the answer lets go of it.
    /// Errors: session_quota_exceeded, storage_full.
    virtual result<std::shared_ptr<const void>> charge(Id session, std::uint64_t bytes, std::uint64_t replaces = 0) = 0;

    /// Gives a blob of `begin` or `adopt` a name. Errors: conflict (the name exists).
    virtual task<> put(Id name, StoredFile file) = 0;

    /// Errors: not_found.
    virtual task<StoredFile> get(Id name) = 0;

    /// Not an error if there is none.
    virtual task<> remove(Id name) = 0;

    /// Bytes held now, files in flight included.
    virtual std::uint64_t usage() const = 0;
};

}  // namespace baton::core::file
