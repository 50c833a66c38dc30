#pragma once

#include "core/file/object_store.hpp"
#include "core/store/disk/directory.hpp"

#include <boost/asio/thread_pool.hpp>

#include <filesystem>
#include <memory>
#include <vector>

namespace baton::core::store::disk {

/// Objects as files of a directory, which several servers may share if its file system keeps what POSIX says of `link`
/// and `fsync`. Disks are waited for on threads of its own.
///
///     DIR/ab/abcdef01-…      an object by its name, its bytes as they are, never changed
///     DIR/incoming/…         what is being written; a name is given by `link` once it is on the disk
///     DIR/installation       the marker
///
/// Nothing that is named otherwise is touched, and no link is followed. A file stays readable while a reader holds it.
class DiskObjectStore final : public file::ObjectStore {
public:
    /// Errors: unavailable, storage_full, each with one line for the operator.
    static result<std::unique_ptr<DiskObjectStore>> open(const std::filesystem::path& directory);
    ~DiskObjectStore() override;

    task<> put(Id name, file::FilePtr bytes) override;
    task<file::FilePtr> get(file::Object object) override;
    task<> remove(Id name) override;
    task<std::string> marker() override;
    task<> set_marker(std::string text) override;
    task<file::Listing> list(std::string next) override;

    /// Waits for what was begun. Nothing may be asked after.
    void close();

private:
    class Reader;
    struct Disk;

    explicit DiskObjectStore(std::shared_ptr<Disk> disk);

    std::shared_ptr<Disk> disk_;  ///< readers keep it
};

}  // namespace baton::core::store::disk
