#pragma once

#include "core/base/id.hpp"
#include "core/file/object_store.hpp"
#include "core/store/disk/directory.hpp"

#include <cstdint>
#include <string>
#include <utility>

namespace baton::core::store::disk {

/// The directories of a DiskObjectStore, and what is done in them. Blocks; any thread.
class Places {
public:
    static result<Places> open(const std::filesystem::path& root);

    /// A file to write to that has no name yet, and its name once it has been written: on the disk when it returns.
    /// Errors: conflict (the name is taken), those of `failure`.
    result<file::Fd> begin(const Id& name) const;
    result<> finish(const Id& name, const file::Fd& written) const;
    void give_up(const Id& name) const;

    /// Errors: not_found (also: it has another size), those of `failure`.
    result<file::Fd> find(const Id& name, std::uint64_t size) const;
    result<> remove(const Id& name) const;

    const Directory& root() const { return root_; }

    /// Objects of the first directory that is not before `from` (two hex digits).
    result<file::Listing> list(const std::string& from) const;

    /// Removes what was begun long ago and never finished: whoever began it is gone.
    result<> clear_incoming() const;

private:
    Places(Directory root, Directory incoming) : root_(std::move(root)), incoming_(std::move(incoming)) {}
    /// The file system's own date, in seconds: other machines may have written to it.
    result<std::int64_t> now() const;

    Directory root_;
    Directory incoming_;
};

}  // namespace baton::core::store::disk
