#include "core/file/memfd.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <optional>
#include <utility>

namespace baton::core::file {

namespace {

constexpr int all_seals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE;

Problem failed(const char* call) {
    return problem(errc::internal, std::string{call} + ": " + std::strerror(errno));
}

bool write_all(int file, std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return true;
}

/// By its end: glibc's fstat is a call that can look at any path, and so none for a worker. Nobody uses the offset that
/// this moves.
std::optional<std::size_t> size_of(int file) {
    const off_t end = ::lseek(file, 0, SEEK_END);
    if (end < 0) return std::nullopt;
    return static_cast<std::size_t>(end);
}

}  // namespace

result<file::Fd> seal_bytes(std::span<const std::span<const std::byte>> parts) {
    file::Fd memfd{::memfd_create("baton-job", MFD_CLOEXEC | MFD_ALLOW_SEALING)};
    if (!memfd) return failed("memfd_create");
    for (const auto& part : parts) {
        if (!write_all(memfd.get(), part)) return failed("write");
    }
    if (::fcntl(memfd.get(), F_ADD_SEALS, all_seals | F_SEAL_SEAL) != 0) return failed("F_ADD_SEALS");
    return memfd;
}

result<file::Fd> make_room(std::uint64_t size) {
    file::Fd memfd{::memfd_create("baton-job", MFD_CLOEXEC | MFD_ALLOW_SEALING)};
    if (!memfd || ::ftruncate(memfd.get(), static_cast<off_t>(size)) != 0 ||
        ::fcntl(memfd.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW) != 0) {
        return problem(errc::storage_full, std::string{"no memfd: "} + std::strerror(errno));
    }
    return memfd;
}

result<void> fill_and_seal(const file::Fd& room, std::span<const std::byte> bytes) {
    if (size_of(room.get()) != bytes.size()) return problem(errc::internal, "a memfd of another size");
    std::size_t done = 0;
    while (done < bytes.size()) {
        const auto rest = bytes.subspan(done);
        const ssize_t written = ::pwrite(room.get(), rest.data(), rest.size(), static_cast<off_t>(done));
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return failed("pwrite");
        done += static_cast<std::size_t>(written);
    }
    if (::fcntl(room.get(), F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SEAL) != 0) return failed("F_ADD_SEALS");
    return {};
}

result<std::string> read_sealed(const file::Fd& memfd, std::size_t size) {
    const int seals = ::fcntl(memfd.get(), F_GET_SEALS);
    if (seals < 0 || (seals & all_seals) != all_seals || size_of(memfd.get()) != size) {
        return problem(errc::internal, "malformed message: its body is no sealed memfd of the size it names");
    }
    std::string text(size, '\0');
    std::size_t done = 0;
    while (done < size) {
        const ssize_t got = ::pread(memfd.get(), text.data() + done, size - done, static_cast<off_t>(done));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return failed("pread");
        done += static_cast<std::size_t>(got);
    }
    return text;
}

result<Mapping> Mapping::of(const file::Fd& file) {
    const auto size = size_of(file.get());
    if (!size) return failed("fstat");
    Mapping mapping;
    if (*size == 0) return mapping;
    // Private, because Linux before 6.7 refuses even a read-only shared mapping of a memfd sealed against writing.
    void* map = ::mmap(nullptr, *size, PROT_READ, MAP_PRIVATE, file.get(), 0);
    if (map == MAP_FAILED) return failed("mmap");
    mapping.map_ = map;
    mapping.size_ = *size;
    return mapping;
}

Mapping::Mapping(Mapping&& other) noexcept
    : map_(std::exchange(other.map_, nullptr)), size_(std::exchange(other.size_, 0)) {}

Mapping::~Mapping() {
    if (map_ != nullptr) ::munmap(map_, size_);
}

}  // namespace baton::core::file
