#include "core/store/seal/sealing_file.hpp"

#include "core/base/hex.hpp"
#include "core/base/sha256.hpp"

#include <algorithm>
#include <cstring>
#include <utility>
#include <vector>

namespace baton::core::store::seal {

SealingFile::SealingFile(file::FilePtr plain, const FileKey& key, const Id& name, const Salt& salt)
    : PiecedReader(sealed_size(plain->size()) - head_size, piece_size + tag_size),
      plain_(std::move(plain)),
      head_(bytes_of({key.id, salt})),
      cipher_(key, salt, name, plain_->size()) {}

task<std::size_t> SealingFile::read(std::uint64_t first, std::span<std::byte> buffer) const {
    std::size_t of_head = 0;
    if (first < head_size && !buffer.empty()) {
        const auto offset = static_cast<std::size_t>(first);
        of_head = std::min(buffer.size(), head_size - offset);
        std::memcpy(buffer.data(), head_.data() + offset, of_head);
    }
    const auto got = co_await read_pieces(first + of_head - std::min<std::uint64_t>(first + of_head, head_size),
                                          buffer.subspan(of_head));
    if (!got) co_return got.error();
    co_return of_head + *got;
}

task<> SealingFile::make(std::uint64_t number, std::span<std::byte> bytes) const {
    const std::size_t wanted = bytes.size() - tag_size;
    const auto plain = std::make_unique_for_overwrite<std::byte[]>(wanted);
    const auto got = co_await plain_->read(number * piece_size, {plain.get(), wanted});
    if (!got) co_return got.error();
    if (*got != wanted) co_return problem(errc::internal, "the file to seal ends too early");
    cipher_.seal(number, {plain.get(), wanted}, bytes);
    co_return result<>{};
}

task<> SealingFile::digest() {
    Sha256 hash;
    hash.update(head_);
    std::vector<std::byte> buffer(piece_size + tag_size);
    for (std::uint64_t done = head_size; done < size();) {
        const auto got = co_await read(done, buffer);
        if (!got) co_return got.error();
        hash.update(std::span{buffer}.first(*got));
        done += *got;
    }
    sha256_ = to_hex(hash.finish());
    co_return result<>{};
}

}  // namespace baton::core::store::seal
