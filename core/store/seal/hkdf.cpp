#include "core/store/seal/hkdf.hpp"

#include <openssl/evp.h>
#include <openssl/kdf.h>

#include <memory>
#include <new>

namespace baton::core::store::seal {

namespace {

void check(int done) {
    if (done != 1) throw std::bad_alloc();  // nothing else can go wrong with lengths that never change
}

}  // namespace

void hkdf(std::span<const unsigned char> secret, std::span<const unsigned char> salt,
          std::span<const unsigned char> info, std::span<unsigned char> out) {
    const std::unique_ptr<EVP_PKEY_CTX, void (*)(EVP_PKEY_CTX*)> context{EVP_PKEY_CTX_new_id(EVP_PKEY_HKDF, nullptr),
                                                                         EVP_PKEY_CTX_free};
    if (!context) throw std::bad_alloc();
    check(EVP_PKEY_derive_init(context.get()));
    check(EVP_PKEY_CTX_set_hkdf_md(context.get(), EVP_sha256()));
    check(EVP_PKEY_CTX_set1_hkdf_salt(context.get(), salt.data(), static_cast<int>(salt.size())));
    check(EVP_PKEY_CTX_set1_hkdf_key(context.get(), secret.data(), static_cast<int>(secret.size())));
    check(EVP_PKEY_CTX_add1_hkdf_info(context.get(), info.data(), static_cast<int>(info.size())));
    std::size_t size = out.size();
    check(EVP_PKEY_derive(context.get(), out.data(), &size));
}

}  // namespace baton::core::store::seal
