#include "core/store/seal/piece_cipher.hpp"

#include "core/store/seal/hkdf.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <memory>
#include <new>
#include <string_view>

namespace baton::core::store::seal {

namespace {

constexpr std::string_view file_key_label = "baton sealed file 1";

using Nonce = std::array<unsigned char, 12>;
using Context = std::unique_ptr<EVP_CIPHER_CTX, void (*)(EVP_CIPHER_CTX*)>;

const EVP_CIPHER* algorithm() {
    // Looked up once, as in core/base/sha256.cpp.
    static const EVP_CIPHER* const found = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
    return found;
}

void require_done(int done) {
    if (done != 1) throw std::bad_alloc();  // nothing else can go wrong but a tag
}

Context make_context() {
    Context context{EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free};
    if (!context) throw std::bad_alloc();
    return context;
}

void put_big_endian(std::uint64_t number, unsigned char* out) {
    for (int shift = 56; shift >= 0; shift -= 8) *out++ = static_cast<unsigned char>(number >> shift);
}

Nonce nonce_of(std::uint64_t number, std::uint64_t last) {
    Nonce nonce{};
    put_big_endian(number, nonce.data() + 3);
    nonce.back() = number == last ? 1 : 0;
    return nonce;
}

const unsigned char* data_of(std::span<const std::byte> bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

unsigned char* data_of(std::span<std::byte> bytes) {
    return reinterpret_cast<unsigned char*>(bytes.data());
}

}  // namespace

PieceCipher::PieceCipher(const FileKey& key, const Salt& salt, const Id& name, std::uint64_t size)
    : last_(piece_count(size) - 1) {
    std::array<unsigned char, file_key_label.size() + sizeof(Id) + sizeof size> info{};
    auto* const at = std::ranges::copy(file_key_label, info.data()).out;
    put_big_endian(size, std::ranges::copy(name, at).out);
    hkdf(key.secret.bytes(), salt, info, key_.bytes());
}

void PieceCipher::seal(std::uint64_t number, std::span<const std::byte> plain, std::span<std::byte> sealed) const {
    const auto context = make_context();
    const auto nonce = nonce_of(number, last_);
    require_done(EVP_EncryptInit_ex(context.get(), algorithm(), nullptr, key_.bytes().data(), nonce.data()));
    int done = 0;
    if (!plain.empty()) {
        require_done(
            EVP_EncryptUpdate(context.get(), data_of(sealed), &done, data_of(plain), static_cast<int>(plain.size())));
    }
    const auto tag = sealed.subspan(plain.size(), tag_size);
    require_done(EVP_EncryptFinal_ex(context.get(), data_of(tag), &done));
    require_done(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, tag_size, data_of(tag)));
}

bool PieceCipher::open(std::uint64_t number, std::span<const std::byte> sealed, std::span<std::byte> plain) const {
    const auto context = make_context();
    const auto nonce = nonce_of(number, last_);
    require_done(EVP_DecryptInit_ex(context.get(), algorithm(), nullptr, key_.bytes().data(), nonce.data()));
    int done = 0;
    if (!plain.empty()) {
        require_done(
            EVP_DecryptUpdate(context.get(), data_of(plain), &done, data_of(sealed), static_cast<int>(plain.size())));
    }
    std::array<std::byte, tag_size> tag{};
    std::ranges::copy(sealed.last(tag_size), tag.begin());
    require_done(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, tag_size, tag.data()));
    std::array<unsigned char, tag_size> nothing{};
    if (EVP_DecryptFinal_ex(context.get(), nothing.data(), &done) == 1) return true;
    std::ranges::fill(plain, std::byte{0});
    return false;
}

}  // namespace baton::core::store::seal
