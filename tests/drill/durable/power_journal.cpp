#include "tests/drill/durable/power_journal.hpp"

#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <utility>

namespace power_loss {

Journal::Journal() {
    const char* directory = std::getenv("POWER_LOSS_DIR");
    struct stat found{};
    if (directory == nullptr || ::stat(directory, &found) != 0) return;
    root_ = directory;
    device_ = found.st_dev;
    // A child of a process of many threads starts with the lock as somebody else held it.
    ::pthread_atfork([] { journal().lock.lock(); }, [] { journal().lock.unlock(); }, [] { journal().lock.unlock(); });
}

bool Journal::open() {
    const char* path = std::getenv("POWER_LOSS_JOURNAL");
    constexpr int flags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC;
    if (file_ < 0 && path != nullptr) file_ = static_cast<int>(::syscall(SYS_openat, AT_FDCWD, path, flags, 0600));
    return file_ >= 0;
}

std::uint64_t Journal::length() const {
    struct stat found{};
    return file_ >= 0 && ::fstat(file_, &found) == 0 ? static_cast<std::uint64_t>(found.st_size) : 0;
}

void Journal::append(Record record, std::string_view paths, std::vector<iovec> data) {
    if (!open()) return;
    std::size_t bytes = 0;
    for (const iovec& piece : data) bytes += piece.iov_len;
    record.path_bytes = static_cast<std::uint32_t>(paths.size());
    record.data_bytes = static_cast<std::uint32_t>(bytes);
    data.insert(data.begin(), {{&record, sizeof record}, {const_cast<char*>(paths.data()), paths.size()}});
    const auto written = ::syscall(SYS_writev, file_, data.data(), data.size());
    // A journal with a hole would accuse the server.
    if (written != static_cast<long>(sizeof record + paths.size() + bytes)) std::abort();
}

std::optional<std::string> Journal::below(const std::string& path) const {
    if (path == root_) return std::string(1, '\0');
    if (!path.starts_with(root_ + "/")) return std::nullopt;
    return path.substr(root_.size() + 1) + '\0';
}

std::optional<std::uint64_t> Journal::watched(int descriptor) const {
    struct stat found{};
    if (!watching() || ::fstat(descriptor, &found) != 0) return std::nullopt;
    if (found.st_dev != device_ || !inodes_.contains(found.st_ino)) return std::nullopt;
    return found.st_ino;
}

Journal& journal() {
    static auto* one = new Journal;
    return *one;
}

std::string path_of(int descriptor) {
    std::array<char, PATH_MAX> target{};
    const std::string link = "/proc/self/fd/" + std::to_string(descriptor);
    const long length = ::syscall(SYS_readlinkat, AT_FDCWD, link.c_str(), target.data(), target.size());
    return length > 0 ? std::string(target.data(), static_cast<std::size_t>(length)) : std::string();
}

std::optional<std::string> place_of(int at, const char* name) {
    const std::string whole = name;
    const auto slash = whole.rfind('/');
    const std::string directory = slash == std::string::npos ? "." : whole.substr(0, slash + 1);
    const auto parent =
        static_cast<int>(::syscall(SYS_openat, at, directory.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC, 0));
    if (parent < 0) return std::nullopt;
    const std::string path = path_of(parent) + "/" + (slash == std::string::npos ? whole : whole.substr(slash + 1));
    ::syscall(SYS_close, parent);
    return journal().below(path);
}

struct stat about(int at, const char* name) {
    struct stat found{};
    if (::syscall(SYS_newfstatat, at, name, &found, AT_SYMLINK_NOFOLLOW) != 0) found = {};
    return found;
}

}  // namespace power_loss
