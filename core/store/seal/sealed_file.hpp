#pragma once

#include "core/file/object_store.hpp"
#include "core/store/seal/piece_cipher.hpp"
#include "core/store/seal/pieced_reader.hpp"

#include <string>

namespace baton::core::store::seal {

/// A sealed file, opened while it is read: only the pieces that a read touches, and nothing of a piece that is not what
/// was sealed. Errors name the file, for the log of whoever ends a request by them.
class SealedFile final : public PiecedReader {
public:
    /// `sealed`: the object's bytes as they are stored, as many as `sealed_size` says.
    /// Errors: internal (no head, a key that is not there; of an empty file also: not what was sealed), those of
    /// `sealed`.
    static task<file::FilePtr> open(file::FilePtr sealed, const KeyRing& keys, file::Object object);

    SealedFile(file::FilePtr sealed, const FileKey& key, const Salt& salt, file::Object object);

    std::uint64_t size() const override { return object_.size; }
    const std::string& sha256() const override { return object_.sha256; }
    /// Errors: internal (it is not what was sealed), those of the store.
    task<std::size_t> read(std::uint64_t first, std::span<std::byte> buffer) const override {
        return read_pieces(first, buffer);
    }

private:
    task<> make(std::uint64_t number, std::span<std::byte> bytes) const override;

    const file::FilePtr sealed_;
    const file::Object object_;
    const PieceCipher cipher_;
};

}  // namespace baton::core::store::seal
