#pragma once

#include "core/base/error.hpp"
#include "core/base/id.hpp"
#include "core/base/payer.hpp"
#include "core/file/file_reader.hpp"
#include "core/file/file_writer.hpp"
#include "core/file/object_store.hpp"

#include <cstdint>
#include <memory>

namespace baton::core::file {

/// A file on its way into a store.
struct StoredFile {
    Id session;  ///< which is to have it
    FilePtr reader;
};

/// Where the files of sessions live: names, quotas, and the bytes wherever they lie. Every implementation passes
/// tests/unit/core/store/file_store_suite.hpp. A file's bytes count against the quotas, of its session, its key and the
/// server, from the first one on. In this process's memory they do so until the last user lets go, a download in flight
/// included; a store that outlives the process counts what sessions have, by its tables.
///
/// A file without a session is nobody's: who named one that no session came to have gives it up by `remove`, and who
/// dies before leaves it to the store. What sessions drop goes with the change that drops it: see SessionStore.
///
/// Any call of a store that is not this process's memory may also end with `unavailable` or, if it changes something,
/// `uncertain`.
class FileStore {
public:
    virtual ~FileStore() = default;

    /// `replaces`: bytes of the session's file that this one is to replace; they do not count against its quota twice.
    virtual std::unique_ptr<FileWriter> begin(Payer payer, std::uint64_t replaces = 0) = 0;

    /// Counts a file that came from a worker and has no name yet, until the last holder of the answer lets go of it.
    /// `replaces` as in `begin`. Errors: session_quota_exceeded, storage_full.
    virtual task<FilePtr> adopt(Payer payer, FilePtr file, std::uint64_t replaces = 0) = 0;

    /// Counts bytes that lie elsewhere, until the last holder of the answer lets go of it.
    /// Errors: session_quota_exceeded, storage_full.
    virtual result<std::shared_ptr<const void>> charge(Payer payer, std::uint64_t bytes,
                                                       std::uint64_t replaces = 0) = 0;

    /// Gives a file of `adopt` a name; what a writer took in gets its own by `FileWriter::commit`.
    /// Errors: conflict (the name exists), storage_full.
    virtual task<> put(Id name, StoredFile file) = 0;

    /// Errors: not_found.
    virtual task<FilePtr> get(Object object) = 0;

    /// The session that a file was put for. Errors: not_found.
    virtual task<Id> session_of(Id name) = 0;

    /// Gives up a file that no session has. Not an error if there is none.
    virtual task<> remove(Id name) = 0;

    /// Bytes held now, files in flight included.
    virtual std::uint64_t usage() const = 0;
};

}  // namespace baton::core::file
