#pragma once

#include "core/base/error.hpp"
#include "core/file/blob.hpp"

#include <filesystem>

namespace baton::core::store::disk {

/// A directory that this process works in, as long as this lives: alone, or with others that share it. Its lock goes
/// with the process, however that ends.
class DataDir {
public:
    /// Makes the directory if it is not there. Errors: internal with one line for the operator: it is no directory,
    /// cannot be made or written to, or another process has it.
    static result<DataDir> claim(const std::filesystem::path& path);

    /// The same for one of several servers, so that none of them meets one that works alone. File systems that know no
    /// locks between machines are taken as they are. Errors: internal.
    static result<DataDir> share(const std::filesystem::path& path);

    const std::filesystem::path& path() const { return path_; }

private:
    static result<DataDir> lock(const std::filesystem::path& path, int how);

    DataDir(std::filesystem::path path, file::Fd lock) : path_(std::move(path)), lock_(std::move(lock)) {}

    std::filesystem::path path_;
    file::Fd lock_;
};

}  // namespace baton::core::store::disk
