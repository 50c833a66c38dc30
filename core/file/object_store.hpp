#pragma once

#include "core/base/error.hpp"
#include "core/base/id.hpp"
#include "core/file/file_reader.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace baton::core::file {

/// An object as those know it who named it: the store need not.
struct Object {
    Id name;
    std::uint64_t size = 0;
    std::string sha256;  ///< lower-case hex

    bool operator==(const Object&) const = default;
};

/// Some of what a store holds.
struct Listing {
    struct Entry {
        Id name;
        std::int64_t age_seconds = 0;  ///< by the store's clock
    };
    std::vector<Entry> entries;
    std::string next;  ///< where the next part begins; empty: there is none
};

/// Where bytes lie that survive this process: a directory, an S3 bucket. Knows no sessions and no quotas: FileStore
/// does. It touches nothing that is not of its own form. Every implementation passes
/// tests/unit/core/store/object_store_suite.hpp. Any thread.
///
/// Every call may end with `unavailable` (it may be tried again), a change also with `uncertain` (the answer was lost;
/// trying again does no harm).
class ObjectStore {
public:
    virtual ~ObjectStore() = default;

    /// Keeps the bytes: they are on stable storage when it returns, whole or not at all.
    /// Errors: conflict (there is an object of this name), storage_full.
    virtual task<> put(Id name, FilePtr bytes) = 0;

    /// A reader of an object, which stays readable while it is held if the store can promise it.
    /// Errors: not_found (it is not there, or not as long as it should be).
    virtual task<FilePtr> get(Object object) = 0;

    /// Not an error if there is none.
    virtual task<> remove(Id name) = 0;

    /// A text of the store's own, which tells whose it is. Empty: it has none.
    virtual task<std::string> marker() = 0;
    virtual task<> set_marker(std::string text) = 0;

    /// Objects in no order, from where `next` says on; empty: from the beginning.
    virtual task<Listing> list(std::string next) = 0;
};

}  // namespace baton::core::file
