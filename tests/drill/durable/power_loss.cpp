// Loaded into a server under test (LD_PRELOAD): writes down in POWER_LOSS_JOURNAL all that it does to the files below
// POWER_LOSS_DIR, and what of that it waited for (fsync). power_loss.mjs makes of it what a disk holds after the power
// failed. What is done through a shared mapping is not seen; that a file was mapped is. Nothing else changes for the
// server.
//
// decision 0119
#include "tests/drill/durable/power_journal.hpp"

#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdarg>
#include <cstdlib>

namespace {

using power_loss::about;
using power_loss::journal;
using power_loss::Kind;
using power_loss::path_of;
using power_loss::place_of;

int open_at(int at, const char* name, int flags, mode_t mode) {
    if (!journal().watching()) return static_cast<int>(::syscall(SYS_openat, at, name, flags, mode));
    const std::scoped_lock held(journal().lock);
    const bool made = (flags & O_TMPFILE) == O_TMPFILE || ((flags & O_CREAT) != 0 && about(at, name).st_ino == 0);
    const auto descriptor = static_cast<int>(::syscall(SYS_openat, at, name, flags, mode));
    if (descriptor < 0 || (flags & O_PATH) != 0) return descriptor;
    const int error = errno;
    struct stat found{};
    const auto path = journal().below(path_of(descriptor));
    if (path && ::fstat(descriptor, &found) == 0 && (S_ISREG(found.st_mode) || S_ISDIR(found.st_mode))) {
        journal().watch(found.st_ino);
        const std::uint64_t what = (made ? power_loss::created : 0) |
                                   (S_ISDIR(found.st_mode) ? power_loss::is_directory : 0) |
                                   ((flags & O_TRUNC) != 0 ? power_loss::emptied : 0);
        const bool nameless = (flags & O_TMPFILE) == O_TMPFILE;
        journal().append({.kind = Kind::bind, .inode = found.st_ino, .first = what, .second = nameless}, *path);
    }
    errno = error;
    return descriptor;
}

/// What was written of the pieces, from where on; `offset` < 0: where the descriptor stands now, after the writing.
void wrote(int descriptor, const iovec* pieces, int count, ssize_t bytes, off_t offset) {
    const auto inode = journal().watched(descriptor);
    if (!inode || bytes <= 0) return;
    if (offset < 0) offset = static_cast<off_t>(::syscall(SYS_lseek, descriptor, 0, SEEK_CUR)) - bytes;
    std::vector<iovec> data;
    auto left = static_cast<std::size_t>(bytes);
    for (int i = 0; i < count && left > 0; ++i) {
        data.push_back({pieces[i].iov_base, std::min(pieces[i].iov_len, left)});
        left -= data.back().iov_len;
    }
    journal().append({.kind = Kind::write, .inode = *inode, .first = static_cast<std::uint64_t>(offset)}, {},
                     std::move(data));
}

/// Writes by `call`, and notes it where somebody watches. Sockets are not kept waiting for each other.
template <typename Call>
ssize_t write_by(Call call, int descriptor, const iovec* pieces, int count, off_t offset) {
    std::unique_lock held(journal().lock);
    if (!journal().watched(descriptor)) {
        held.unlock();
        return call();
    }
    const ssize_t bytes = call();
    const int error = errno;
    wrote(descriptor, pieces, count, bytes, offset);
    errno = error;
    return bytes;
}

/// Bytes that the kernel copied: read back, for the journal.
void copied(int descriptor, ssize_t bytes, off_t offset) {
    if (bytes <= 0 || !journal().watched(descriptor)) return;
    if (offset < 0) offset = static_cast<off_t>(::syscall(SYS_lseek, descriptor, 0, SEEK_CUR)) - bytes;
    std::vector<char> data(static_cast<std::size_t>(bytes));
    const std::string self = "/proc/self/fd/" + std::to_string(descriptor);
    const auto reader = static_cast<int>(::syscall(SYS_openat, AT_FDCWD, self.c_str(), O_RDONLY | O_CLOEXEC, 0));
    if (reader < 0 || ::syscall(SYS_pread64, reader, data.data(), data.size(), offset) != bytes) std::abort();
    ::syscall(SYS_close, reader);
    const iovec piece{data.data(), data.size()};
    wrote(descriptor, &piece, 1, bytes, offset);
}

int sync_by(long number, int descriptor) {
    std::unique_lock held(journal().lock);
    const auto inode = journal().watched(descriptor);
    const std::uint64_t covers = journal().length();
    held.unlock();
    const auto done = static_cast<int>(::syscall(number, descriptor));
    if (!inode || done != 0) return done;
    held.lock();
    journal().append({.kind = Kind::synced, .inode = *inode, .first = covers});
    return done;
}

int resize_to(int descriptor, long done) {
    struct stat found{};
    if (done == 0 && journal().watched(descriptor) && ::fstat(descriptor, &found) == 0) {
        journal().append(
            {.kind = Kind::resize, .inode = found.st_ino, .first = static_cast<std::uint64_t>(found.st_size)});
    }
    return static_cast<int>(done);
}

mode_t mode_of(int flags, va_list more) {
    return (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE ? static_cast<mode_t>(va_arg(more, int)) : 0;
}

}  // namespace

#pragma GCC visibility push(default)
extern "C" {

int open(const char* name, int flags, ...) {
    va_list more;
    va_start(more, flags);
    const mode_t mode = mode_of(flags, more);
    va_end(more);
    return open_at(AT_FDCWD, name, flags, mode);
}

int openat(int at, const char* name, int flags, ...) {
    va_list more;
    va_start(more, flags);
    const mode_t mode = mode_of(flags, more);
    va_end(more);
    return open_at(at, name, flags, mode);
}

int creat(const char* name, mode_t mode) {
    return open_at(AT_FDCWD, name, O_WRONLY | O_CREAT | O_TRUNC, mode);
}

ssize_t write(int descriptor, const void* data, size_t size) {
    const iovec piece{const_cast<void*>(data), size};
    return write_by([&] { return ::syscall(SYS_write, descriptor, data, size); }, descriptor, &piece, 1, -1);
}

ssize_t pwrite(int descriptor, const void* data, size_t size, off_t offset) {
    const iovec piece{const_cast<void*>(data), size};
    return write_by([&] { return ::syscall(SYS_pwrite64, descriptor, data, size, offset); }, descriptor, &piece, 1,
                    offset);
}

ssize_t writev(int descriptor, const iovec* pieces, int count) {
    return write_by([&] { return ::syscall(SYS_writev, descriptor, pieces, count); }, descriptor, pieces, count, -1);
}

ssize_t pwritev(int descriptor, const iovec* pieces, int count, off_t offset) {
    return write_by([&] { return ::syscall(SYS_pwritev, descriptor, pieces, count, offset, 0); }, descriptor, pieces,
                    count, offset);
}

ssize_t sendfile(int to, int from, off_t* offset, size_t size) noexcept {
    std::unique_lock held(journal().lock);
    if (!journal().watched(to)) held.unlock();
    const ssize_t bytes = ::syscall(SYS_sendfile, to, from, offset, size);
    if (held.owns_lock()) copied(to, bytes, -1);
    return bytes;
}

ssize_t copy_file_range(int from, off64_t* source, int to, off64_t* target, size_t size, unsigned flags) {
    std::unique_lock held(journal().lock);
    if (!journal().watched(to)) held.unlock();
    const off_t place = target != nullptr ? *target : -1;
    const ssize_t bytes = ::syscall(SYS_copy_file_range, from, source, to, target, size, flags);
    if (held.owns_lock()) copied(to, bytes, place);
    return bytes;
}

int ftruncate(int descriptor, off_t size) noexcept {
    const std::scoped_lock held(journal().lock);
    return resize_to(descriptor, ::syscall(SYS_ftruncate, descriptor, size));
}

int fallocate(int descriptor, int mode, off_t offset, off_t size) {
    const std::scoped_lock held(journal().lock);
    return resize_to(descriptor, ::syscall(SYS_fallocate, descriptor, mode, offset, size));
}

int posix_fallocate(int descriptor, off_t offset, off_t size) {
    return fallocate(descriptor, 0, offset, size) == 0 ? 0 : errno;
}

int fsync(int descriptor) {
    return sync_by(SYS_fsync, descriptor);
}

int fdatasync(int descriptor) {
    return sync_by(SYS_fdatasync, descriptor);
}

int renameat2(int at, const char* from, int to_at, const char* to, unsigned flags) noexcept {
    const std::scoped_lock held(journal().lock);
    const auto source = place_of(at, from), target = place_of(to_at, to);
    const auto done = static_cast<int>(::syscall(SYS_renameat2, at, from, to_at, to, flags));
    if (done == 0 && source && target) {
        journal().append({.kind = Kind::rename, .inode = about(to_at, to).st_ino}, *source + *target);
    }
    return done;
}

int renameat(int at, const char* from, int to_at, const char* to) noexcept {
    return renameat2(at, from, to_at, to, 0);
}

int rename(const char* from, const char* to) noexcept {
    return renameat2(AT_FDCWD, from, AT_FDCWD, to, 0);
}

int unlinkat(int at, const char* name, int flags) noexcept {
    const std::scoped_lock held(journal().lock);
    const auto path = place_of(at, name);
    const auto done = static_cast<int>(::syscall(SYS_unlinkat, at, name, flags));
    if (done == 0 && path) journal().append({.kind = Kind::unlink}, *path);
    return done;
}

int unlink(const char* name) noexcept {
    return unlinkat(AT_FDCWD, name, 0);
}

int rmdir(const char* name) noexcept {
    return unlinkat(AT_FDCWD, name, AT_REMOVEDIR);
}

int remove(const char* name) noexcept {
    const int done = unlinkat(AT_FDCWD, name, 0);
    return done != 0 && errno == EISDIR ? unlinkat(AT_FDCWD, name, AT_REMOVEDIR) : done;
}

int linkat(int at, const char* from, int to_at, const char* to, int flags) noexcept {
    const std::scoped_lock held(journal().lock);
    const auto path = place_of(to_at, to);
    const auto done = static_cast<int>(::syscall(SYS_linkat, at, from, to_at, to, flags));
    if (done == 0 && path) journal().append({.kind = Kind::link, .inode = about(to_at, to).st_ino}, *path);
    return done;
}

int link(const char* from, const char* to) noexcept {
    return linkat(AT_FDCWD, from, AT_FDCWD, to, 0);
}

int mkdirat(int at, const char* name, mode_t mode) noexcept {
    const std::scoped_lock held(journal().lock);
    const auto done = static_cast<int>(::syscall(SYS_mkdirat, at, name, mode));
    const auto path = done == 0 ? place_of(at, name) : std::nullopt;
    if (path) journal().append({.kind = Kind::directory, .inode = about(at, name).st_ino}, *path);
    return done;
}

int mkdir(const char* name, mode_t mode) noexcept {
    return mkdirat(AT_FDCWD, name, mode);
}

void* mmap(void* address, size_t size, int protection, int flags, int descriptor, off_t offset) noexcept {
    void* place = reinterpret_cast<void*>(::syscall(SYS_mmap, address, size, protection, flags, descriptor, offset));
    const bool writes = (flags & MAP_SHARED) != 0 && (protection & PROT_WRITE) != 0;
    if (place == MAP_FAILED || descriptor < 0 || !writes) return place;
    const std::scoped_lock held(journal().lock);
    if (const auto inode = journal().watched(descriptor)) journal().append({.kind = Kind::mapped, .inode = *inode});
    return place;
}

// What programs call that were built for files of any size.
int open64(const char* name, int flags, ...) __attribute__((alias("open")));
int openat64(int at, const char* name, int flags, ...) __attribute__((alias("openat")));
int creat64(const char* name, mode_t mode) __attribute__((alias("creat")));
ssize_t pwrite64(int, const void*, size_t, off64_t) __attribute__((alias("pwrite")));
ssize_t pwritev64(int, const iovec*, int, off64_t) __attribute__((alias("pwritev")));
ssize_t sendfile64(int, int, off64_t*, size_t) noexcept __attribute__((alias("sendfile")));
int ftruncate64(int, off64_t) noexcept __attribute__((alias("ftruncate")));
int fallocate64(int, int, off64_t, off64_t) __attribute__((alias("fallocate")));
int posix_fallocate64(int, off64_t, off64_t) __attribute__((alias("posix_fallocate")));
void* mmap64(void*, size_t, int, int, int, off64_t) noexcept __attribute__((alias("mmap")));
}
#pragma GCC visibility pop
