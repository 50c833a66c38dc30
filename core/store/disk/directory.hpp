#pragma once

#include "core/base/error.hpp"
#include "core/file/blob.hpp"

#include <filesystem>
#include <string>

namespace baton::core::store::disk {

/// What the system says of a call that failed: storage_full (no room) or unavailable, with one line.
Problem failure(const std::string& what, int error);

/// A directory by its descriptor: what is done in it does not follow links, nor what its path comes to mean later.
/// Blocks.
class Directory {
public:
    /// Opens the directory, made if it is not there, for this user alone. Errors: as `failure`.
    static result<Directory> open(const std::filesystem::path& path);
    result<Directory> open_within(const std::string& name) const;

    int fd() const { return fd_.get(); }

    /// Makes what was created, renamed and removed in it survive the loss of power. Errors: as `failure`.
    result<> sync() const;

    /// Writes a file whole or not at all, in place of the one there was. Errors: as `failure`.
    result<> write(const std::string& name, const std::string& text) const;
    /// The text of a small file; empty if there is none. Errors: as `failure`.
    result<std::string> read(const std::string& name) const;

private:
    explicit Directory(file::Fd fd) : fd_(std::move(fd)) {}

    file::Fd fd_;
};

/// Writes all of it. Errors: as `failure`.
result<> write_all(int fd, std::span<const std::byte> bytes);

}  // namespace baton::core::store::disk
