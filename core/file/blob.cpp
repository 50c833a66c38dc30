#include "core/file/blob.hpp"

#include <fcntl.h>
#include <openssl/evp.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>

namespace baton::core::file {

namespace {

constexpr int kSeals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE;

std::string to_hex(std::span<const unsigned char> bytes) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    out.reserve(bytes.size() * 2);
    for (unsigned char byte : bytes) {
        out += digits[byte >> 4];
        out += digits[byte & 15];
    }
    return out;
}

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

struct BlobWriter::Hash {
    Hash() : context(EVP_MD_CTX_new()) { EVP_DigestInit_ex(context, EVP_sha256(), nullptr); }
    ~Hash() { EVP_MD_CTX_free(context); }
    Hash(const Hash&) = delete;
    Hash& operator=(const Hash&) = delete;

    void update(std::span<const std::byte> bytes) { EVP_DigestUpdate(context, bytes.data(), bytes.size()); }
    std::string hex() {
        std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
        unsigned int size = 0;
        EVP_DigestFinal_ex(context, digest.data(), &size);
        return to_hex({digest.data(), size});
    }

    EVP_MD_CTX* context;
};

Blob::Blob(Fd memfd, std::size_t size, std::string sha256)
    : memfd_(std::move(memfd)), size_(size), sha256_(std::move(sha256)) {}

Blob::~Blob() = default;

result<std::shared_ptr<const Blob>> Blob::adopt(Fd memfd) {
    const int seals = ::fcntl(memfd.get(), F_GET_SEALS);
    struct stat status{};
    // Without the seals the sender could still change what has been checked.
    if (seals < 0 || (seals & kSeals) != kSeals || ::fstat(memfd.get(), &status) != 0) {
        return problem(errc::internal, "a worker's file is not a sealed memfd");
    }
    const auto size = static_cast<std::size_t>(status.st_size);
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int digest_size = 0;
    if (size == 0) {
        EVP_Digest("", 0, digest.data(), &digest_size, EVP_sha256(), nullptr);
    } else {
        // Private: before Linux 6.7 a write-sealed memfd cannot be mapped shared, not even for reading.
        void* map = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, memfd.get(), 0);
        if (map == MAP_FAILED) return problem(errc::internal, "a worker's file cannot be mapped");
        EVP_Digest(map, size, digest.data(), &digest_size, EVP_sha256(), nullptr);
        ::munmap(map, size);
    }
    return std::make_shared<const Blob>(std::move(memfd), size, to_hex({digest.data(), digest_size}));
}

BlobView::BlobView(std::shared_ptr<const Blob> blob) : blob_(std::move(blob)) {
    if (blob_->size() == 0) return;
    map_ = ::mmap(nullptr, blob_->size(), PROT_READ, MAP_PRIVATE, blob_->fd(), 0);
    if (map_ == MAP_FAILED) throw std::bad_alloc();
}

BlobView::~BlobView() {
    if (map_ != nullptr) ::munmap(map_, blob_->size());
}

BlobWriter::BlobWriter() = default;
BlobWriter::~BlobWriter() = default;
BlobWriter::BlobWriter(BlobWriter&&) noexcept = default;
BlobWriter& BlobWriter::operator=(BlobWriter&&) noexcept = default;

result<void> BlobWriter::open() {
    if (memfd_) return {};
    memfd_ = Fd{::memfd_create("baton", MFD_CLOEXEC | MFD_ALLOW_SEALING)};
    if (!memfd_) return problem(errc::storage_full, std::string{"memfd_create: "} + std::strerror(errno));
    hash_ = std::make_unique<Hash>();
    return {};
}

result<void> BlobWriter::append(std::span<const std::byte> bytes) {
    if (auto opened = open(); !opened) return opened;
    const std::size_t wanted = std::min(bytes.size(), sizeof head_ - head_size_);
    std::copy_n(bytes.begin(), wanted, head_ + head_size_);
    head_size_ += wanted;
    hash_->update(bytes);
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
    if (::fcntl(memfd_.get(), F_ADD_SEALS, kSeals | F_SEAL_SEAL) != 0) {
        return problem(errc::storage_full, std::string{"F_ADD_SEALS: "} + std::strerror(errno));
    }
    return std::make_shared<const Blob>(std::move(memfd_), size_, hash_->hex());
}

}  // namespace baton::core::file
