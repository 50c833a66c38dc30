#include "core/store/seal/sealed_file.hpp"

#include "core/base/hex.hpp"

#include <utility>

namespace baton::core::store::seal {

task<file::FilePtr> SealedFile::open(file::FilePtr sealed, const KeyRing& keys, file::Object object) {
    HeadBytes bytes{};
    const auto got = co_await sealed->read(0, bytes);
    if (!got) co_return got.error();
    const auto head = parse_head(bytes);
    if (!head) co_return problem(errc::internal, "it is not sealed as it should be");
    const FileKey* key = keys.find(head->key);
    if (key == nullptr) {
        co_return problem(errc::internal,
                          "FILE_KEY: it was sealed with key " + to_hex(head->key) + ", which is not among the keys");
    }
    const bool empty = object.size == 0;
    auto file = std::make_shared<const SealedFile>(std::move(sealed), *key, head->salt, std::move(object));
    // No read would look at the only piece it has.
    if (empty) {
        if (auto made = co_await file->make(0, {}); !made) co_return made.error();
    }
    co_return file;
}

SealedFile::SealedFile(file::FilePtr sealed, const FileKey& key, const Salt& salt, file::Object object)
    : PiecedReader(object.size, piece_size),
      sealed_(std::move(sealed)),
      object_(std::move(object)),
      cipher_(key, salt, object_.name, object_.size) {}

task<> SealedFile::make(std::uint64_t number, std::span<std::byte> bytes) const {
    const std::size_t wanted = bytes.size() + tag_size;
    const auto sealed = std::make_unique_for_overwrite<std::byte[]>(wanted);
    const auto got = co_await sealed_->read(head_size + number * (piece_size + tag_size), {sealed.get(), wanted});
    if (!got) co_return got.error();
    if (*got == wanted && cipher_.open(number, {sealed.get(), wanted}, bytes)) co_return result<>{};
    co_return problem(errc::internal, "file " + to_string(object_.name) + ", piece " + std::to_string(number) +
                                          ": it is not what was sealed");
}

}  // namespace baton::core::store::seal
