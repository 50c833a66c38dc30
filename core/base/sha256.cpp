#include "core/base/sha256.hpp"

#include <openssl/evp.h>

#include <new>

namespace baton::core {

namespace {

const EVP_MD* algorithm() {
    // Looked up once: the one-call functions search OpenSSL's tables, under a lock, each time.
    static const EVP_MD* const found = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return found;
}

void check(int done) {
    if (done != 1) throw std::bad_alloc();  // nothing else can go wrong with a digest
}

}  // namespace

struct Sha256::Context {
    Context() : openssl(EVP_MD_CTX_new()) {
        if (openssl == nullptr) throw std::bad_alloc();
    }
    ~Context() { EVP_MD_CTX_free(openssl); }
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;

    EVP_MD_CTX* openssl;
};

Sha256::Digest Sha256::of(std::span<const std::byte> bytes) {
    Digest digest{};
    check(EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, algorithm(), nullptr));
    return digest;
}

Sha256::Sha256() : context_(std::make_unique<Context>()) {
    check(EVP_DigestInit_ex(context_->openssl, algorithm(), nullptr));
}

Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::update(std::span<const std::byte> bytes) {
    check(EVP_DigestUpdate(context_->openssl, bytes.data(), bytes.size()));
}

Sha256::Digest Sha256::finish() {
    Digest digest{};
    check(EVP_DigestFinal_ex(context_->openssl, digest.data(), nullptr));
    return digest;
}

}  // namespace baton::core
