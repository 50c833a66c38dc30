#include "core/file/blob.hpp"

#include "core/base/hex.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <new>

namespace baton::core::file {

namespace {

constexpr int all_seals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE;

}  // namespace

Fd& Fd::operator=(Fd&& other) noexcept {
    if (this != &other) {
        if (fd_ >= 0) ::close(fd_);
        fd_ = std::exchange(other.fd_, -1);
    }
    return *this;
}

Fd::~Fd() {
    if (fd_ >= 0) ::close(fd_);
}

Blob::Blob(Fd memfd, std::size_t size, std::string sha256)
    : memfd_(std::move(memfd)), size_(size), sha256_(std::move(sha256)) {}

result<std::shared_ptr<const Blob>> Blob::adopt(Fd memfd) {
    const int seals = ::fcntl(memfd.get(), F_GET_SEALS);
    struct stat status{};
    // Without the seals the sender could still change what has been checked.
    if (seals < 0 || (seals & all_seals) != all_seals || ::fstat(memfd.get(), &status) != 0) {
        return problem(errc::internal, "a worker's file is not a sealed memfd");
    }
    const auto size = static_cast<std::size_t>(status.st_size);
    if (size == 0) return std::make_shared<const Blob>(std::move(memfd), size, to_hex(Sha256::of("")));
    // Private: before Linux 6.7 a write-sealed memfd cannot be mapped shared, not even for reading.
    void* map = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, memfd.get(), 0);
    if (map == MAP_FAILED && errno == ENOMEM) throw std::bad_alloc();
    if (map == MAP_FAILED) return problem(errc::internal, "a worker's file cannot be mapped");
    std::string sha256 = to_hex(Sha256::of(std::span{static_cast<const std::byte*>(map), size}));
    ::munmap(map, size);
    return std::make_shared<const Blob>(std::move(memfd), size, std::move(sha256));
}

task<std::size_t> Blob::read(std::uint64_t first, std::span<std::byte> buffer) const {
    if (first >= size_) co_return std::size_t{0};
    buffer = buffer.first(static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size(), size_ - first)));
    std::size_t done = 0;
    while (done < buffer.size()) {
        const auto at = static_cast<off_t>(first + done);
        const ssize_t got = ::pread(memfd_.get(), buffer.data() + done, buffer.size() - done, at);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) co_return problem(errc::internal, std::string{"pread: "} + std::strerror(errno));
        done += static_cast<std::size_t>(got);
    }
    co_return done;
}

BlobView::BlobView(std::shared_ptr<const Blob> blob) : blob_(std::move(blob)) {
    if (blob_->size() == 0) return;
    map_ = ::mmap(nullptr, blob_->size(), PROT_READ, MAP_PRIVATE, blob_->fd(), 0);
    if (map_ == MAP_FAILED) throw std::bad_alloc();
}

BlobView::~BlobView() {
    if (map_ != nullptr) ::munmap(map_, blob_->size());
}

result<void> BlobWriter::open() {
    if (memfd_) return {};
    memfd_ = Fd{::memfd_create("baton", MFD_CLOEXEC | MFD_ALLOW_SEALING)};
    if (!memfd_) return problem(errc::storage_full, std::string{"memfd_create: "} + std::strerror(errno));
    return {};
}

result<void> BlobWriter::append(std::span<const std::byte> bytes) {
    if (auto opened = open(); !opened) return opened;
    const std::size_t wanted = std::min(bytes.size(), sizeof head_ - head_size_);
    std::copy_n(bytes.begin(), wanted, head_ + head_size_);
    head_size_ += wanted;
    hash_.update(bytes);
    size_ += bytes.size();
    while (!bytes.empty()) {
        const ssize_t written = ::write(memfd_.get(), bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return problem(errc::storage_full, std::string{"write: "} + std::strerror(errno));
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return {};
}

result<std::shared_ptr<const Blob>> BlobWriter::finish() {
    if (auto opened = open(); !opened) return opened.error();
    if (::fcntl(memfd_.get(), F_ADD_SEALS, all_seals | F_SEAL_SEAL) != 0) {
        return problem(errc::storage_full, std::string{"F_ADD_SEALS: "} + std::strerror(errno));
    }
    return std::make_shared<const Blob>(std::move(memfd_), size_, to_hex(hash_.finish()));
}

}  // namespace baton::core::file
