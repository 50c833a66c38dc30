#include "core/store/disk/data_dir.hpp"

#include "core/store/disk/directory.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

namespace baton::core::store::disk {

result<DataDir> DataDir::claim(const std::filesystem::path& path) {
    return lock(path, LOCK_EX);
}

result<DataDir> DataDir::share(const std::filesystem::path& path) {
    return lock(path, LOCK_SH);
}

result<DataDir> DataDir::lock(const std::filesystem::path& path, int how) {
    const auto directory = Directory::open(path);
    if (!directory) return problem(errc::internal, "DATA_DIR: " + directory.error().detail);
    file::Fd lock{::openat(directory->fd(), "lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)};
    if (!lock) return problem(errc::internal, "DATA_DIR: " + path.string() + "/lock: " + std::strerror(errno));
    if (::flock(lock.get(), how | LOCK_NB) != 0) {
        const bool without_locks = errno == ENOLCK || errno == ENOTSUP || errno == EINVAL;
        if (how == LOCK_SH && without_locks) return DataDir{path, std::move(lock)};
        if (errno == EWOULDBLOCK) return problem(errc::internal, "DATA_DIR: another Baton works in " + path.string());
        return problem(errc::internal, "DATA_DIR: " + path.string() + "/lock: " + std::strerror(errno));
    }
    return DataDir{path, std::move(lock)};
}

}  // namespace baton::core::store::disk
