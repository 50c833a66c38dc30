#include "core/store/disk/places.hpp"

#include "core/base/hex.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>
#include <utility>

namespace baton::core::store::disk {

namespace {

constexpr std::size_t shelf_count = 256;
constexpr std::int64_t begun_long_ago = 3600;
constexpr auto clock_file = ".clock";

std::string shelf_name(std::size_t number) {
    return to_hex(std::array{static_cast<unsigned char>(number)});
}

std::string shelf_of(const Id& name) {
    return shelf_name(name.data[0]);
}

/// From the root.
std::string path_of(const Id& name) {
    return shelf_of(name) + "/" + to_string(name);
}

/// Calls `visit(name, status)` for each regular file of a directory.
template <class Visit>
result<> each_file(const Directory& directory, Visit visit) {
    // A descriptor of its own: reading moves its place.
    const int fd = ::openat(directory.fd(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return failure("opening a directory", errno);
    const std::unique_ptr<DIR, int (*)(DIR*)> stream{::fdopendir(fd), ::closedir};
    if (!stream) return failure("reading a directory", errno);
    while (const dirent* entry = ::readdir(stream.get())) {
        struct stat status{};
        if (::fstatat(directory.fd(), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) continue;
        if (S_ISREG(status.st_mode)) visit(std::string{entry->d_name}, status);
    }
    return {};
}

}  // namespace

result<Places> Places::open(const std::filesystem::path& path) {
    auto root = Directory::open(path);
    if (!root) return root.error();
    auto incoming = root->open_within("incoming");
    if (!incoming) return incoming.error();
    for (std::size_t number = 0; number < shelf_count; ++number) {
        if (auto shelf = root->open_within(shelf_name(number)); !shelf) return shelf.error();
    }
    if (auto kept = root->sync(); !kept) return kept.error();
    return Places{std::move(*root), std::move(*incoming)};
}

result<file::Fd> Places::begin(const Id& name) const {
    constexpr int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW;
    file::Fd file{::openat(incoming_.fd(), to_string(name).c_str(), flags, 0600)};
    if (!file && errno == EEXIST) return problem(errc::conflict, "the file is being written already");
    if (!file) return failure("a file to write to", errno);
    return file;
}

result<> Places::finish(const Id& name, const file::Fd& written) const {
    const std::string text = to_string(name);
    if (::fsync(written.get()) != 0) return failure("fsync of a file", errno);
    // Unlike `rename` it does not replace a file of that name.
    if (::linkat(incoming_.fd(), text.c_str(), root_.fd(), path_of(name).c_str(), 0) != 0) {
        return errno == EEXIST ? problem(errc::conflict, "file name exists") : failure("naming a file", errno);
    }
    give_up(name);
    const auto shelf = root_.open_within(shelf_of(name));
    return shelf ? shelf->sync() : result<>{shelf.error()};
}

void Places::give_up(const Id& name) const {
    (void)::unlinkat(incoming_.fd(), to_string(name).c_str(), 0);
}

result<file::Fd> Places::find(const Id& name, std::uint64_t size) const {
    file::Fd file{::openat(root_.fd(), path_of(name).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)};
    if (!file && errno == ENOENT) return problem(errc::not_found, "the file is not there");
    if (!file) return failure("opening a file", errno);
    struct stat status{};
    if (::fstat(file.get(), &status) != 0) return failure("a file's size", errno);
    const bool whole = S_ISREG(status.st_mode) && static_cast<std::uint64_t>(status.st_size) == size;
    if (!whole) return problem(errc::not_found, "the file is not what was stored");
    return file;
}

result<> Places::remove(const Id& name) const {
    const bool gone = ::unlinkat(root_.fd(), path_of(name).c_str(), 0) == 0 || errno == ENOENT;
    return gone ? result<>{} : result<>{failure("removing a file", errno)};
}

result<file::Listing> Places::list(const std::string& from) const {
    std::size_t number = 0;
    while (number < shelf_count && shelf_name(number) < from) ++number;
    file::Listing listing;
    if (number == shelf_count) return listing;
    const auto date = now();
    if (!date) return date.error();
    const auto shelf = root_.open_within(shelf_name(number));
    if (!shelf) return shelf.error();
    auto read = each_file(*shelf, [&](const std::string& name, const struct stat& status) {
        const auto id = parse_id(name);
        if (id) listing.entries.push_back({*id, *date - std::int64_t{status.st_mtim.tv_sec}});
    });
    if (!read) return read.error();
    if (number + 1 < shelf_count) listing.next = shelf_name(number + 1);
    return listing;
}

result<> Places::clear_incoming() const {
    const auto date = now();
    if (!date) return date.error();
    return each_file(incoming_, [&](const std::string& name, const struct stat& status) {
        const auto id = parse_id(name);
        if (id && *date - std::int64_t{status.st_mtim.tv_sec} > begun_long_ago) give_up(*id);
    });
}

result<std::int64_t> Places::now() const {
    const file::Fd clock{::openat(root_.fd(), clock_file, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)};
    if (!clock) return failure("the clock of the files", errno);
    struct stat status{};
    if (::futimens(clock.get(), nullptr) != 0 || ::fstat(clock.get(), &status) != 0) {
        return failure("the clock of the files", errno);
    }
    return std::int64_t{status.st_mtim.tv_sec};
}

}  // namespace baton::core::store::disk
