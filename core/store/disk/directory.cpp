#include "core/store/disk/directory.hpp"

#include "core/base/id.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <span>
#include <utility>

namespace baton::core::store::disk {

namespace {

constexpr int directory_flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW;
constexpr mode_t for_us_alone = 0700;
constexpr std::size_t small = 4096;

}  // namespace

Problem failure(const std::string& what, int error) {
    const bool no_room = error == ENOSPC || error == EDQUOT || error == EFBIG;
    return problem(no_room ? errc::storage_full : errc::unavailable, what + ": " + std::strerror(error));
}

result<Directory> Directory::open(const std::filesystem::path& path) {
    if (::mkdir(path.c_str(), for_us_alone) != 0 && errno != EEXIST) return failure(path.string(), errno);
    // The path is the operator's, and may be a link.
    file::Fd fd{::open(path.c_str(), directory_flags & ~O_NOFOLLOW)};
    if (!fd) return failure(path.string(), errno);
    return Directory{std::move(fd)};
}

result<Directory> Directory::open_within(const std::string& name) const {
    if (::mkdirat(fd(), name.c_str(), for_us_alone) != 0 && errno != EEXIST) return failure(name, errno);
    file::Fd inner{::openat(fd(), name.c_str(), directory_flags)};
    if (!inner) return failure(name, errno);
    return Directory{std::move(inner)};
}

result<> Directory::sync() const {
    return ::fsync(fd()) == 0 ? result<>{} : result<>{failure("fsync of a directory", errno)};
}

result<> Directory::write(const std::string& name, const std::string& text) const {
    // Another machine may write it at the same time.
    const std::string incoming = name + "." + to_string(new_id());
    const file::Fd file{::openat(fd(), incoming.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600)};
    if (!file) return failure(name, errno);
    auto written = write_all(file.get(), std::as_bytes(std::span{text}));
    if (written && ::fsync(file.get()) != 0) written = failure(name, errno);
    if (written && ::renameat(fd(), incoming.c_str(), fd(), name.c_str()) != 0) written = failure(name, errno);
    if (!written) {
        (void)::unlinkat(fd(), incoming.c_str(), 0);
        return written;
    }
    return sync();
}

result<std::string> Directory::read(const std::string& name) const {
    const file::Fd file{::openat(fd(), name.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)};
    if (!file) return errno == ENOENT ? result<std::string>{std::string{}} : failure(name, errno);
    std::array<char, small> text{};
    const auto size = ::read(file.get(), text.data(), text.size());
    if (size < 0) return failure(name, errno);
    return std::string{text.data(), static_cast<std::size_t>(size)};
}

result<> write_all(int fd, std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const auto written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return failure("write", errno);
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return {};
}

}  // namespace baton::core::store::disk
