#include "core/store/seal/plain_file.hpp"

#include "core/base/hex.hpp"
#include "core/store/seal/format.hpp"

#include <algorithm>
#include <utility>

namespace baton::core::store::seal {

namespace {

Problem foreign(const Id& name) {
    return problem(errc::internal, "file " + to_string(name) + ": it is not sealed, and not what was stored");
}

}  // namespace

task<file::FilePtr> PlainFile::open(file::FilePtr stored, file::Object object) {
    std::vector<Sha256::Digest> pieces;
    std::vector<std::byte> buffer(piece_size);
    Sha256 whole;
    for (std::uint64_t done = 0; done < object.size;) {
        const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(piece_size, object.size - done));
        const auto got = co_await stored->read(done, std::span{buffer}.first(wanted));
        if (!got) co_return got.error();
        if (*got != wanted) co_return foreign(object.name);
        const auto piece = std::span{buffer}.first(wanted);
        whole.update(piece);
        pieces.push_back(Sha256::of(piece));
        done += wanted;
    }
    if (to_hex(whole.finish()) != object.sha256) co_return foreign(object.name);
    co_return std::make_shared<const PlainFile>(std::move(stored), std::move(object), std::move(pieces));
}

PlainFile::PlainFile(file::FilePtr stored, file::Object object, std::vector<Sha256::Digest> pieces)
    : PiecedReader(object.size, piece_size),
      stored_(std::move(stored)),
      object_(std::move(object)),
      pieces_(std::move(pieces)) {}

task<> PlainFile::make(std::uint64_t number, std::span<std::byte> bytes) const {
    const auto got = co_await stored_->read(number * piece_size, bytes);
    if (!got) co_return got.error();
    if (*got != bytes.size() || Sha256::of(bytes) != pieces_.at(static_cast<std::size_t>(number))) {
        std::ranges::fill(bytes, std::byte{0});
        co_return foreign(object_.name);
    }
    co_return result<>{};
}

}  // namespace baton::core::store::seal
