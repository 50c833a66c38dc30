#pragma once

#include "core/base/id.hpp"
#include "core/store/seal/piece_cipher.hpp"
#include "core/store/seal/pieced_reader.hpp"

#include <memory>
#include <string>

namespace baton::core::store::seal {

/// A file as it is going to be stored: sealed while it is read, piece by piece, with the same bytes each time.
class SealingFile final : public PiecedReader {
public:
    /// `name`: what it is stored under. `salt` is random, and never used again.
    SealingFile(file::FilePtr plain, const FileKey& key, const Id& name, const Salt& salt);

    std::uint64_t size() const override { return sealed_size(plain_->size()); }
    /// Of the sealed bytes, once `digest` has been there; empty before.
    const std::string& sha256() const override { return sha256_; }
    task<std::size_t> read(std::uint64_t first, std::span<std::byte> buffer) const override;

    /// Reads all of it to know its SHA-256: CPU work, before anybody else has it. Errors: those of the file.
    task<> digest();

private:
    task<> make(std::uint64_t number, std::span<std::byte> bytes) const override;

    const file::FilePtr plain_;
    const HeadBytes head_;
    const PieceCipher cipher_;
    std::string sha256_;
};

}  // namespace baton::core::store::seal
