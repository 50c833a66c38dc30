#pragma once

#include "core/base/sha256.hpp"
#include "core/file/object_store.hpp"
#include "core/store/seal/pieced_reader.hpp"

#include <string>
#include <vector>

namespace baton::core::store::seal {

/// A file that was stored before files were sealed. Whoever can write to the store could put one in a sealed file's
/// place: so it is read once to see that its SHA-256 is the one that the tables have, and each piece once more when it
/// is used, to see that it is still the same.
// decision 0107
class PlainFile final : public PiecedReader {
public:
    /// CPU work, and as long as reading it takes. Errors: internal (not what was stored), those of `stored`.
    static task<file::FilePtr> open(file::FilePtr stored, file::Object object);

    PlainFile(file::FilePtr stored, file::Object object, std::vector<Sha256::Digest> pieces);

    std::uint64_t size() const override { return object_.size; }
    const std::string& sha256() const override { return object_.sha256; }
    /// Errors: internal (not what was stored), those of the store.
    task<std::size_t> read(std::uint64_t first, std::span<std::byte> buffer) const override {
        return read_pieces(first, buffer);
    }

private:
    task<> make(std::uint64_t number, std::span<std::byte> bytes) const override;

    const file::FilePtr stored_;
    const file::Object object_;
    const std::vector<Sha256::Digest> pieces_;
};

}  // namespace baton::core::store::seal
