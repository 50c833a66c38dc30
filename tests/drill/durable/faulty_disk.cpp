// Loaded into a server under test (LD_PRELOAD): a disk that refuses. While the file that FAULTY_DISK_ERROR names holds
// the number of an error (four bytes, 0: none), whatever would change a file below FAULTY_DISK fails with it. EROFS is
// what a file system says that was made read-only under its users, EIO a disk that breaks.
#undef _FILE_OFFSET_BITS
#undef _FORTIFY_SOURCE

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdarg>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

const std::atomic<int>* error_page() {
    const char* path = std::getenv("FAULTY_DISK_ERROR");
    const int file =
        path == nullptr ? -1 : static_cast<int>(::syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0));
    if (file < 0) return nullptr;
    void* page = ::mmap(nullptr, sizeof(int), PROT_READ, MAP_SHARED, file, 0);
    ::syscall(SYS_close, file);
    return page == MAP_FAILED ? nullptr : static_cast<const std::atomic<int>*>(page);
}

int error_now() {
    static const std::atomic<int>* const page = error_page();
    return page == nullptr ? 0 : page->load();
}

bool below(int descriptor) {
    static const char* const root = std::getenv("FAULTY_DISK");
    std::array<char, PATH_MAX> target{};
    const std::string link = "/proc/self/fd/" + std::to_string(descriptor);
    const long length = ::syscall(SYS_readlinkat, AT_FDCWD, link.c_str(), target.data(), target.size());
    return root != nullptr && length > 0 &&
           std::string_view(target.data(), static_cast<std::size_t>(length)).starts_with(root);
}

/// Whether a name at a directory lies on the faulty disk.
bool names(int at, const char* name) {
    const std::string whole = name;
    const auto slash = whole.rfind('/');
    const std::string directory = slash == std::string::npos ? "." : whole.substr(0, slash + 1);
    const auto parent =
        static_cast<int>(::syscall(SYS_openat, at, directory.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC, 0));
    if (parent < 0) return false;
    const bool found = below(parent);
    ::syscall(SYS_close, parent);
    return found;
}

/// The call, or the error that the disk has now.
template <typename... Arguments>
long unless(bool faulty, long number, Arguments... arguments) {
    const int error = faulty ? error_now() : 0;
    if (error == 0) return ::syscall(number, arguments...);
    errno = error;
    return -1;
}

bool concerns(int descriptor) {
    return error_now() != 0 && below(descriptor);
}

bool concerns(int at, const char* name) {
    return error_now() != 0 && names(at, name);
}

int open_at(int at, const char* name, int flags, mode_t mode) {
    const bool changes = (flags & O_ACCMODE) != O_RDONLY || (flags & (O_CREAT | O_TRUNC)) != 0;
    return static_cast<int>(unless(changes && concerns(at, name), SYS_openat, at, name, flags, mode));
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

ssize_t write(int descriptor, const void* data, size_t size) {
    return unless(concerns(descriptor), SYS_write, descriptor, data, size);
}

ssize_t pwrite(int descriptor, const void* data, size_t size, off_t offset) {
    return unless(concerns(descriptor), SYS_pwrite64, descriptor, data, size, offset);
}

ssize_t writev(int descriptor, const iovec* pieces, int count) {
    return unless(concerns(descriptor), SYS_writev, descriptor, pieces, count);
}

int ftruncate(int descriptor, off_t size) noexcept {
    return static_cast<int>(unless(concerns(descriptor), SYS_ftruncate, descriptor, size));
}

int fsync(int descriptor) {
    return static_cast<int>(unless(concerns(descriptor), SYS_fsync, descriptor));
}

int fdatasync(int descriptor) {
    return static_cast<int>(unless(concerns(descriptor), SYS_fdatasync, descriptor));
}

int renameat(int at, const char* from, int to_at, const char* to) noexcept {
    return static_cast<int>(unless(concerns(to_at, to), SYS_renameat2, at, from, to_at, to, 0));
}

int rename(const char* from, const char* to) noexcept {
    return renameat(AT_FDCWD, from, AT_FDCWD, to);
}

int linkat(int at, const char* from, int to_at, const char* to, int flags) noexcept {
    return static_cast<int>(unless(concerns(to_at, to), SYS_linkat, at, from, to_at, to, flags));
}

int unlinkat(int at, const char* name, int flags) noexcept {
    return static_cast<int>(unless(concerns(at, name), SYS_unlinkat, at, name, flags));
}

int unlink(const char* name) noexcept {
    return unlinkat(AT_FDCWD, name, 0);
}

int mkdirat(int at, const char* name, mode_t mode) noexcept {
    return static_cast<int>(unless(concerns(at, name), SYS_mkdirat, at, name, mode));
}

int mkdir(const char* name, mode_t mode) noexcept {
    return mkdirat(AT_FDCWD, name, mode);
}

// What programs call that were built for files of any size.
int open64(const char* name, int flags, ...) __attribute__((alias("open")));
int openat64(int at, const char* name, int flags, ...) __attribute__((alias("openat")));
ssize_t pwrite64(int, const void*, size_t, off64_t) __attribute__((alias("pwrite")));
int ftruncate64(int, off64_t) noexcept __attribute__((alias("ftruncate")));
}
#pragma GCC visibility pop
