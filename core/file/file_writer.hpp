#pragma once

#include "core/base/error.hpp"
#include "core/base/id.hpp"
#include "core/file/file_reader.hpp"

#include <cstddef>
#include <span>

namespace baton::core::file {

/// Takes in a file whose length is not known yet, and holds never more than a piece of it outside the store. Every byte
/// counts from the moment it is written. Whoever drops it before `commit` gives back everything but what a reader of
/// `seal` still holds. One call at a time.
class FileWriter {
public:
    virtual ~FileWriter() = default;

    /// Adds bytes, all of them or none. Errors: session_quota_exceeded, storage_full (after which it may be of no more
    /// use), internal (it is sealed).
    virtual task<> write(std::span<const std::byte> bytes) = 0;

    /// The first bytes (at most `head_size` of magic_bytes.hpp), for sniffing the type.
    virtual std::span<const std::byte> head() const = 0;

    /// Ends the file, which has no name yet: a look at the bytes in hand, before anything is decided. The same again if
    /// it is called again. Errors: storage_full.
    virtual task<FilePtr> seal() = 0;

    /// Gives the file its name, sealing it if need be; from then on the store keeps it. Once it succeeded the writer is
    /// spent. Errors: conflict (the name exists; another may be tried), storage_full, internal (spent).
    virtual task<> commit(Id name) = 0;

    /// Gives up what was written and returns when it is given back. The writer is spent. Dropping the writer does the
    /// same, only that nobody knows when.
    virtual task<> abort() = 0;
};

}  // namespace baton::core::file
